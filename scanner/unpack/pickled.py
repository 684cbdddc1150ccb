"""Whether a Python pickle only holds values, or calls something when it is loaded."""

import pickletools

_PLAIN_MODULES = frozenset({"collections", "datetime", "decimal", "uuid", "_codecs", "copyreg", "copy_reg", "numpy", "pathlib", "enum"})
_PLAIN_BUILTINS = frozenset(
    {
        "set",
        "frozenset",
        "dict",
        "list",
        "tuple",
        "object",
        "bytearray",
        "complex",
        "range",
        "slice",
        "int",
        "float",
        "str",
    }
)
_DANGEROUS_MODULES = frozenset(
    {
        "os",
        "posix",
        "nt",
        "subprocess",
        "builtins",
        "__builtin__",
        "sys",
        "importlib",
        "runpy",
        "code",
        "codeop",
        "ctypes",
        "socket",
        "shutil",
        "pty",
        "marshal",
        "types",
        "operator",
        "functools",
        "webbrowser",
        "pickle",
        "_pickle",
        "timeit",
        "pdb",
        "bdb",
        "cProfile",
        "profile",
        "trace",
        "asyncio",
        "multiprocessing",
        "threading",
        "signal",
        "pip",
        "idlelib",
        "urllib",
        "http",
        "requests",
        "ftplib",
    }
)
"""Modules of the standard library whose functions start, read or send something. A class of the package itself is its own code."""
_TEXT_OPCODES = frozenset({"SHORT_BINUNICODE", "BINUNICODE", "BINUNICODE8", "UNICODE", "STRING", "BINSTRING", "SHORT_BINSTRING"})


def looks_like_pickle(head: bytes, last: bytes) -> bool:
    """True for protocol 2 to 5, closed by its stop mark."""
    return head[:1] == b"\x80" and head[1:2] in (b"\x02", b"\x03", b"\x04", b"\x05") and last == b"."


def call_of(content: bytes) -> str | None:
    """What a pickle would call that does more than build values, as `module.name`; None: nothing of the kind.

    Raises ValueError where it is no pickle to the end.
    """
    texts: list[str] = []
    for opcode, argument, _ in pickletools.genops(content):
        if opcode.name in _TEXT_OPCODES:
            texts = [*texts[-1:], str(argument)]
        elif opcode.name in ("GLOBAL", "INST"):
            module, _, name = str(argument).partition(" ")
            if not _is_plain(module, name):
                return f"{module}.{name}"
        elif opcode.name == "STACK_GLOBAL" and (len(texts) < 2 or not _is_plain(*texts)):
            return ".".join(texts) or "a function that it puts together"
    return None


def _is_plain(module: str, name: str) -> bool:
    top = module.split(".", 1)[0]
    if top in ("builtins", "__builtin__"):
        return name in _PLAIN_BUILTINS
    return top in _PLAIN_MODULES or top not in _DANGEROUS_MODULES
