"""Flow of Python programs: signals that are read, what they are compared with, what they choose, where that leaves."""
