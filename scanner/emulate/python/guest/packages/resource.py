"""Stands for `resource`."""

import types

RUSAGE_SELF, RUSAGE_CHILDREN, RLIMIT_NOFILE, RLIMIT_AS, RLIMIT_CPU, RLIMIT_CORE, RLIMIT_STACK, RLIM_INFINITY = 0, -1, 7, 9, 0, 4, 3, -1


def getrusage(_):
    return types.SimpleNamespace(ru_maxrss=50000, ru_utime=0.1, ru_stime=0.1)


def getrlimit(_):
    return (1024, 4096)


def setrlimit(*_):
    return None
