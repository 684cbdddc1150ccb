"""Stands for `msvcrt`."""

import sys

if sys.platform != "win32":
    raise ModuleNotFoundError("No module named 'msvcrt'")
LK_LOCK, LK_UNLCK, LK_NBLCK = 1, 0, 2


def getch():
    return b"y"


def getwch():
    return "y"


def kbhit():
    return False


def locking(*_):
    return None


setmode = locking
