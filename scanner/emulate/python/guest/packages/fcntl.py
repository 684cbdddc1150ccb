"""Stands for `fcntl`."""

LOCK_EX, LOCK_NB, LOCK_UN, LOCK_SH, F_GETFL, F_SETFL, F_GETFD, F_SETFD, FD_CLOEXEC, F_SETLK = 2, 4, 8, 1, 3, 4, 1, 2, 1, 6


def flock(*_):
    return None


lockf = flock


def fcntl(*_):
    return 0


def ioctl(*_):
    return bytes(64)
