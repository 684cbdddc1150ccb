"""Stands for `tty`."""


def setraw(*_):
    return None


setcbreak = setraw
