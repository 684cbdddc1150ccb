"""Why a run cannot go on: sentences for a person, each class with its exit code (CONTRACT)."""


class UsageRefused(Exception):
    """Wrong usage, or a file that is refused (exit code 2). The text says what, where, and what to do."""


class NetworkAway(Exception):
    """The network was needed and is away (exit code 3)."""
