"""Stands for `dotenv`."""

import io
import os
import re
import sys

_LINE = re.compile(r"^\s*(?:export\s+)?([\w.-]+)\s*=\s*(.*?)\s*$")


def _path(given):
    return given if given is not None else find_dotenv()


def find_dotenv(filename=".env", raise_error_if_not_found=False, usecwd=False):
    folder = os.getcwd()
    while True:
        path = os.path.join(folder, filename)
        if os.path.isfile(path):
            return path
        parent = os.path.dirname(folder)
        if parent == folder:
            return ""
        folder = parent


def dotenv_values(dotenv_path=None, stream=None, verbose=False, interpolate=True, encoding="utf-8"):
    path = _path(dotenv_path) if stream is None else None
    if stream is None:
        if not path or not os.path.isfile(path):
            return {}
        with open(path, encoding=encoding) as file:
            stream = io.StringIO(file.read())
    found = {}
    for line in stream:
        match = _LINE.match(line)
        if match and not line.lstrip().startswith("#"):
            text = match[2]
            if text[:1] in "\"'" and text[-1:] == text[:1] and len(text) > 1:
                text = text[1:-1]
            else:
                text = re.sub(r"\s+#.*$", "", text)
            found[match[1]] = (
                re.sub(r"\$\{(\w+)\}", lambda one: found.get(one[1]) or os.environ.get(one[1]) or "", text) if interpolate else text
            )
    return found


def load_dotenv(dotenv_path=None, stream=None, verbose=False, override=False, **options):
    found = dotenv_values(dotenv_path, stream)
    for name, value in found.items():
        if override or name not in os.environ:
            os.environ[name] = value
    return bool(found)


def get_key(dotenv_path, key_to_get, **_):
    return dotenv_values(dotenv_path).get(key_to_get)


def set_key(dotenv_path, key_to_set, value_to_set, **_):
    with open(dotenv_path, "a", encoding="utf-8") as file:
        file.write(f"{key_to_set}='{value_to_set}'\n")
    return True, key_to_set, value_to_set


def unset_key(dotenv_path, key_to_unset, **_):
    return True, key_to_unset


main = sys.modules[__name__]
sys.modules["dotenv.main"] = main
