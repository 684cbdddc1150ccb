"""Follows JavaScript and TypeScript programs: signal reads, what becomes of them, slices to run."""
