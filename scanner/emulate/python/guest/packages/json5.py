"""Stands for `json5`: JSON with comments, bare keys and commas at the end."""

import json
import re

from _unmask.settings import wanted


def loads(text, **_):
    found = wanted(text)
    if found is not None:
        return found
    text = re.sub(r'("(?:[^"\\]|\\.)*")|//[^\n]*|/\*.*?\*/', lambda match: match[1] or "", text, flags=re.DOTALL)
    text = re.sub(r"'((?:[^'\\]|\\.)*)'", lambda match: json.dumps(match[1]), text)
    text = re.sub(r"([{,]\s*)([A-Za-z_$][\w$]*)\s*:", r'\1"\2":', text)
    return json.loads(re.sub(r",(\s*[}\]])", r"\1", text))


def load(file, **_):
    return loads(file.read())


dumps, dump = json.dumps, json.dump
