"""Findings and coverage in, verdicts out."""
