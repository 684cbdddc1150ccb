"""Lays out the world, starts a program in it, and looks into what it left undone."""

import sys

sys.modules["_datetime"] = None  # the pure Python module asks our clock
sys.setrecursionlimit(1000)

import gc  # noqa: E402
import importlib  # noqa: E402
import time  # noqa: E402
import types  # noqa: E402

from . import modules  # noqa: E402

modules.lay_out("/_unmask/packages")
sys.meta_path.append(modules.StandIns())  # what this build of the library lacks, before others look for it
for _name in (
    "_strptime", "abc", "argparse", "array", "ast", "asyncio", "atexit", "base64", "bisect", "builtins", "calendar", "codecs",
    "collections.abc",
    "concurrent.futures", "configparser", "contextlib", "contextvars", "copy", "csv", "dataclasses", "datetime", "decimal", "difflib",
    "email",
    "email.message", "email.mime.multipart", "email.mime.text", "email.utils", "enum", "fnmatch", "fractions", "functools", "getopt",
    "getpass", "gettext", "glob", "graphlib", "gzip", "hashlib", "heapq", "hmac", "html", "http.client", "http.cookiejar", "http.server",
    "importlib.metadata", "importlib.resources", "importlib.readers", "inspect", "io", "ipaddress", "itertools", "json", "linecache",
    "locale", "logging", "logging.handlers", "math", "mimetypes", "numbers", "operator", "optparse", "os", "pathlib", "pickle", "pkgutil",
    "platform", "pprint", "queue", "random", "re", "reprlib", "runpy", "sched", "secrets", "select", "selectors", "shelve", "shlex",
    "shutil",
    "signal", "smtplib", "socket", "socketserver", "sqlite3", "ssl", "stat", "statistics", "string", "stringprep", "struct", "subprocess",
    "sysconfig", "tempfile", "textwrap", "threading", "timeit", "token", "tokenize", "tomllib", "traceback", "types", "typing",
    "unicodedata",
    "unittest.mock", "urllib.error", "urllib.parse", "urllib.request", "uuid", "warnings", "weakref", "xml.etree.ElementTree", "zipfile",
    "zlib", "encodings.idna", "encodings.rot_13", "encodings.utf_16", "encodings.utf_8_sig", "encodings.latin_1",
):  # fmt: skip
    importlib.import_module(_name)
sys.meta_path.pop()

from . import (  # noqa: E402
    agents,
    answers,
    children,
    clock,
    commandline,
    entry,
    given,
    hashing,
    incoming,
    listening,
    loops,
    machine,
    methods,
    operators,
    proxies,
    rewrite,
    sdk,
    servers,
    settings,
    sockets,
    streams,
    threads,
    turns,
    watch,
)
from .channel import FACTS, ask, flush  # noqa: E402

_FOR_PACKAGES = (agents, answers, given, incoming, sdk, servers)
"""Modules that only packages use, which are imported after the image is taken."""


def _lay_out() -> None:
    """All that does not depend on the persona or the program."""
    clock.install()
    machine.install()
    hashing.install()
    children.install()
    threads.install()
    sockets.install()
    loops.install(sockets.open_connection)
    listening.install()
    commandline.install()
    settings.install()
    proxies.install()
    methods.install()
    operators.install()
    entry.install()
    modules.install()


def stand() -> None:
    """Stand still for the image. What is told here is where the host takes the guest up again."""
    _lay_out()
    sys.argv = [""]
    sys.path[:] = ["/usr/local/lib/python311.zip"]
    sys.path_importer_cache.clear()
    sys.modules["__main__"] = types.ModuleType("__main__")
    gc.collect()
    gc.freeze()
    gc.disable()
    ask("ready", {"prepare": id(prepare), "run": id(run), "": id(())})
    _REAL_TIME()


_REAL_TIME = time.time


def prepare() -> None:
    """Take up a program: compile it, and import what it names of the library."""
    start = ask("program", None)
    sys.path[:0] = start["roots"]
    modules.prepare(start["paths"], start["first"])
    entry.METADATA.update(start["metadata"])
    gc.collect()
    gc.freeze()


def run() -> None:
    """Run the program as one persona."""
    FACTS.update(ask("start", None))
    machine.begin()
    streams.begin()
    watch.begin()
    turns.begin()
    sys.argv = [entry.title(FACTS["entry"]), *FACTS["arguments"]]
    _started(FACTS["entry"])
    found = watch.found([sys.modules["__main__"], *modules.LOADED], rewrite.count())
    found["decided"], found["sums"] = turns.decided(), turns.sums()
    if FACTS.get("tells_places"):
        found["places"] = rewrite.places()
        found["loaded"] = [str(getattr(one, "__file__", "")) for one in (sys.modules["__main__"], *modules.LOADED)]
    flush()
    ask("found", found)


def _started(start: str) -> None:
    """Run the entry; then what it left to do at its end."""
    entry.guarded(lambda: entry.start(start), tells_exit=True)
    entry.guarded(threads.end)
    if not start.endswith(entry.OFFERED):  # a library is at its end when it was used
        entry.guarded(_at_exit)
    streams.end()
    entry.guarded(entry.call_plugins)
    if FACTS["calls_exports"]:
        entry.call_exports()
    entry.call_handed()
    entry.guarded(entry.call_again)
    entry.guarded(threads.end)
    entry.guarded(_at_exit)
    streams.end()


def _at_exit() -> None:
    import atexit

    atexit._run_exitfuncs()
