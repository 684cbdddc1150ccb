"""Stands for `grp`: one group."""

import collections

struct_group = collections.namedtuple("struct_group", "gr_name gr_passwd gr_gid gr_mem")


def getgrgid(_):
    return struct_group("users", "x", 1000, [])


getgrnam = getgrgid


def getgrall():
    return [getgrgid(0)]
