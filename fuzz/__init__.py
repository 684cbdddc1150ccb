"""Inputs that lie, against every unpacker: run in CI for a bounded time."""
