"""Stands for `toml`."""

import json
import os
import tomllib


class TomlDecodeError(ValueError):
    pass


def loads(text, *_, **__):
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise TomlDecodeError(str(error)) from error


def load(file, *_, **__):
    if isinstance(file, str | os.PathLike):
        with open(file, encoding="utf-8") as opened:
            return loads(opened.read())
    return loads(file.read())


def dumps(value, *_, **__):
    plain = {name: one for name, one in value.items() if not isinstance(one, dict)}
    lines = [f"{name} = {json.dumps(one, ensure_ascii=False)}" for name, one in plain.items()]
    return "\n".join([*lines, *_tables(value, "")]) + "\n"


def _tables(value, prefix):
    found = []
    for name, one in value.items():
        if isinstance(one, dict):
            title = f"{prefix}{name}"
            found += ["", f"[{title}]"]
            found += [f"{key} = {json.dumps(item, ensure_ascii=False)}" for key, item in one.items() if not isinstance(item, dict)]
            found += _tables(one, f"{title}.")
    return found


def dump(value, file, *_, **__):
    file.write(dumps(value))
