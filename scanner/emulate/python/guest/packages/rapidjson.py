"""Stands for `rapidjson`."""

import json as _json

JSONDecodeError = _json.JSONDecodeError


def dumps(value, **options):
    known = ("ensure_ascii", "indent", "sort_keys", "separators", "default", "cls")
    return _json.dumps(value, **{name: one for name, one in options.items() if name in known})


def dump(value, file, **options):
    file.write(dumps(value, **options))


def loads(text, **_):
    return _json.loads(text)


def load(file, **_):
    return loads(file.read())


encode, decode = dumps, loads
