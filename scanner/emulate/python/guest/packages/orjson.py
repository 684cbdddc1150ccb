"""Stands for `orjson`."""

import json

from _unmask.channel import plain

OPT_INDENT_2, OPT_SORT_KEYS, OPT_NON_STR_KEYS, OPT_APPEND_NEWLINE = 1, 32, 4, 1024
OPT_NAIVE_UTC = OPT_UTC_Z = OPT_SERIALIZE_NUMPY = OPT_SERIALIZE_DATACLASS = OPT_PASSTHROUGH_DATETIME = OPT_OMIT_MICROSECONDS = (
    OPT_STRICT_INTEGER
) = 0
JSONDecodeError, JSONEncodeError = json.JSONDecodeError, TypeError


def dumps(value, default=None, option=0):
    option = option or 0
    text = json.dumps(
        value, ensure_ascii=False, separators=None if option & OPT_INDENT_2 else (",", ":"), indent=2 if option & OPT_INDENT_2 else None,
        sort_keys=bool(option & OPT_SORT_KEYS), default=default or _plain,
    )  # fmt: skip
    return text.encode() + (b"\n" if option & OPT_APPEND_NEWLINE else b"")


def _plain(value):
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return plain(value)


def loads(text):
    return json.loads(text)
