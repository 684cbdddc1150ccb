"""Stands for `syslog`."""

from _unmask.channel import tell as _tell

LOG_INFO, LOG_ERR, LOG_WARNING, LOG_DEBUG, LOG_USER, LOG_PID, LOG_NOTICE = 6, 3, 4, 7, 8, 1, 5


def syslog(*values):
    _tell("frame", {"url": "process:syslog", "text": str(values[-1])})


def openlog(*_, **__):
    return None


closelog = openlog
