"""Artifacts in, observations out."""
