"""Stands for `pwd`: one user."""

import collections

from _unmask.channel import FACTS as _FACTS
from _unmask.channel import read as _read

struct_passwd = collections.namedtuple("struct_passwd", "pw_name pw_passwd pw_uid pw_gid pw_gecos pw_dir pw_shell")


def getpwuid(_):
    _read("user_name")
    name = str(_FACTS.get("user_name", "user"))
    return struct_passwd(name, "x", 1000, 1000, name, "/home/user", "/bin/bash")


getpwnam = getpwuid


def getpwall():
    return [getpwuid(0)]
