"""unmask: find the AI tools on a host, open what really runs, prove what it reads and sends, judge it by policy."""

__version__ = "0.1.0"
