"""Observations in, findings out: static paths and executed differences joined, rules applied."""
