"""Encoded text in code: what layers it lies under, and what it says without them."""
