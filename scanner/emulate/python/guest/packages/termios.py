"""Stands for `termios`."""

ECHO, ICANON, TCSANOW, TCSADRAIN, TCSAFLUSH, VMIN, VTIME, TIOCGWINSZ, ISIG, IXON, ICRNL, OPOST, TCIFLUSH = (
    8,
    2,
    0,
    1,
    2,
    6,
    5,
    21523,
    1,
    1024,
    256,
    1,
    0,
)


class error(Exception):
    pass


def tcgetattr(_):
    return [0, 0, 0, 0, 0, 0, [b""] * 32]


def tcsetattr(*_):
    return None


tcflush = tcdrain = tcsetattr
