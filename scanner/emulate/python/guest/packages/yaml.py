"""Stands for `yaml`: block and flow notation as far as settings, prompts and front matter use it."""

import json
import re

from _unmask.anything import fallback
from _unmask.channel import plain
from _unmask.settings import settings_of

__version__ = "6.0.3"
__getattr__ = fallback("yaml")
__with_libyaml__ = True


class YAMLError(Exception):
    pass


class MarkedYAMLError(YAMLError):
    problem_mark = problem = None


class Loader:
    pass


SafeLoader = FullLoader = UnsafeLoader = CSafeLoader = CLoader = BaseLoader = Loader


class Dumper:
    @classmethod
    def add_representer(cls, *_):
        return None

    add_multi_representer = add_representer


SafeDumper = CSafeDumper = CDumper = Dumper
_KEY = re.compile(r"""^(?P<key>"(?:[^"\\]|\\.)*"|'[^']*'|[^\s#:{}\[\],&*!|>'"%@`][^#]*?|[^\s:]+?)\s*:(?:\s+(?P<rest>.*))?$""")
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*)(?:\.\d*)?(?:[eE][-+]?\d+)?$")


class _Lines:
    def __init__(self, text):
        self.lines = []
        for line in text.expandtabs(8).splitlines():
            self.lines.append((len(line) - len(line.lstrip()), line.rstrip()))
        self.at = 0

    def peek(self):
        """(indent, text) of the next line that says something; None at the end."""
        while self.at < len(self.lines):
            indent, line = self.lines[self.at]
            text = line.strip()
            if text and not text.startswith("#"):
                return indent, text
            self.at += 1
        return None


def _parsed(lines, indent):
    found = lines.peek()
    if found is None or found[0] < indent:
        return None
    if found[1].startswith("- ") or found[1] == "-":
        return _sequence(lines, found[0])
    if _KEY.match(found[1]) and not found[1].startswith(("{", "[")):
        return _mapping(lines, found[0])
    lines.at += 1
    text = found[1]
    while (more := lines.peek()) is not None and more[0] >= indent and (text[:1] in "{[\"'" and not _is_whole(text)):
        text += " " + more[1]
        lines.at += 1
    return _scalar(text)


def _is_whole(text):
    return (
        text.count("{") == text.count("}")
        and text.count("[") == text.count("]")
        and (text[0] not in "\"'" or (len(text) > 1 and text[-1] == text[0]))
    )


def _sequence(lines, indent):
    items = []
    while (found := lines.peek()) is not None and found[0] == indent and (found[1].startswith("- ") or found[1] == "-"):
        rest = found[1][1:].lstrip()
        inner = indent + len(found[1]) - len(rest) if rest else indent + 1
        if not rest:
            lines.at += 1
            items.append(_parsed(lines, indent + 1))
        elif rest[0] in "|>":
            lines.at += 1
            items.append(_block(lines, indent, rest))
        else:
            lines.lines[lines.at] = (inner, " " * inner + rest)
            items.append(_parsed(lines, inner))
    return items


def _mapping(lines, indent):
    found = {}
    while (one := lines.peek()) is not None and one[0] == indent and not one[1].startswith("- "):
        match = _KEY.match(one[1])
        if match is None:
            raise YAMLError(f"could not read {one[1]!r}")
        key, rest = (
            _scalar(match["key"]),
            re.sub(r"\s+#.*$", "", match["rest"] or "") if (match["rest"] or "")[:1] not in "\"'" else match["rest"],
        )
        lines.at += 1
        rest = re.sub(r"^[&!][\w/!.-]+\s*", "", rest)
        if rest[:1] in "|>" and re.fullmatch(r"[|>][-+\d]*", rest):
            found[key] = _block(lines, indent, rest)
        elif rest:
            while not _is_whole(rest) and rest[0] in "{[\"'" and (more := lines.peek()) is not None:
                rest += " " + more[1]
                lines.at += 1
            while rest[0] not in "{[\"'" and (more := lines.peek()) is not None and more[0] > indent and not _KEY.match(more[1]):
                rest += " " + more[1]
                lines.at += 1
            found[key] = _scalar(rest)
        else:
            after = lines.peek()
            is_list = after is not None and after[0] == indent and (after[1].startswith("- ") or after[1] == "-")
            found[key] = _sequence(lines, indent) if is_list else _parsed(lines, indent + 1)
    return found


def _block(lines, indent, sign):
    held = []
    while lines.at < len(lines.lines) and (not lines.lines[lines.at][1].strip() or lines.lines[lines.at][0] > indent):
        held.append(lines.lines[lines.at])
        lines.at += 1
    while held and not held[-1][1].strip() and "+" not in sign:
        held.pop()
    least = min((one for one, text in held if text.strip()), default=0)
    texts = [text[least:] for _, text in held]
    body = "\n".join(texts) if sign[0] == "|" else re.sub(r"(?<!\n)\n(?!\n)", " ", "\n".join(texts))
    return body if "-" in sign else body + "\n"


def _scalar(text):
    text = text.strip()
    if text[:1] == '"' and text[-1:] == '"':
        try:
            return json.loads(text, strict=False)
        except ValueError:
            return text[1:-1]
    if text[:1] == "'" and text[-1:] == "'":
        return text[1:-1].replace("''", "'")
    if text[:1] in "[{":
        return _flow(text)
    text = re.sub(r"\s+#.*$", "", text)
    lowered = text.lower()
    if lowered in ("", "~", "null"):
        return None
    if lowered in ("true", "yes", "on"):
        return True
    if lowered in ("false", "no", "off"):
        return False
    if _NUMBER.match(text):
        plain_text = text.replace("_", "")
        return float(plain_text) if any(mark in plain_text for mark in ".eE") else int(plain_text)
    return text


def _flow(text):
    items, depth, start, quote = [], 0, 1, ""
    for at, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "\"'":
            quote = letter
        elif letter in "[{":
            depth += 1
        elif letter in "]}":
            depth -= 1
        if (letter == "," and depth == 1 and not quote) or (depth == 0 and at):
            part = text[start:at].strip()
            if part:
                items.append(part)
            start = at + 1
            if depth == 0:
                break
    if text[0] == "[":
        return [_scalar(one) for one in items]
    pairs = [re.match(r"""("(?:[^"\\]|\\.)*"|'[^']*'|[^:]+?)\s*:\s*(.*)$""", one, re.DOTALL) for one in items]
    return {_scalar(pair[1]): _scalar(pair[2]) for pair in pairs if pair}


def _text_of(stream):
    text = stream.read() if hasattr(stream, "read") else stream
    return text.decode("utf-8", "replace") if isinstance(text, bytes) else text


def load_all(stream, Loader=None):
    for part in re.split(r"^---(?:\s.*)?$", _text_of(stream), flags=re.MULTILINE):
        if part.strip():
            try:
                yield json.loads(part)
            except ValueError:
                yield _parsed(_Lines(part), 0)


def load(stream, Loader=None):
    text = _text_of(stream)
    found = settings_of(text)
    return next(iter(load_all(text)), None) if found is None else found


safe_load = full_load = unsafe_load = load
safe_load_all = full_load_all = load_all


def dump(value, stream=None, Dumper=None, default_flow_style=False, sort_keys=True, indent=2, **_):
    text = "\n".join(_written(plain(value), 0, sort_keys)) + "\n"
    if stream is None:
        return text
    stream.write(text)
    return None


safe_dump = dump


def dump_all(values, stream=None, **options):
    return dump(list(values), stream, **options)


def _written(value, depth, sort_keys):
    pad = "  " * depth
    if isinstance(value, dict) and value:
        for name in sorted(value, key=str) if sort_keys else value:
            inner = value[name]
            if isinstance(inner, dict | list) and inner:
                yield f"{pad}{_plain_scalar(name)}:"
                yield from _written(inner, depth + isinstance(inner, dict), sort_keys)
            else:
                yield f"{pad}{_plain_scalar(name)}: {_plain_scalar(inner)}"
    elif isinstance(value, list) and value:
        for inner in value:
            if isinstance(inner, dict | list) and inner:
                first, *rest = _written(inner, depth + 1, sort_keys)
                yield f"{pad}- {first.strip()}"
                yield from rest
            else:
                yield f"{pad}- {_plain_scalar(inner)}"
    else:
        yield pad + _plain_scalar(value)


def _plain_scalar(value):
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return (
            value
            if re.fullmatch(r"[A-Za-z_/][\w ./-]*", value) and value.lower() not in ("true", "false", "null", "yes", "no")
            else json.dumps(value, ensure_ascii=False)
        )
    return json.dumps(value, ensure_ascii=False)


def add_constructor(*_, **__):
    return None


add_representer = add_multi_constructor = add_implicit_resolver = add_constructor


class YAMLObject:
    pass


for _name in ("scanner", "parser", "reader", "composer", "constructor", "error", "loader"):
    import sys as _sys
    import types as _types

    _module = _types.ModuleType(f"yaml.{_name}")
    _module.__dict__.update(
        ScannerError=type("ScannerError", (MarkedYAMLError,), {}),
        ParserError=type("ParserError", (MarkedYAMLError,), {}),
        ConstructorError=type("ConstructorError", (MarkedYAMLError,), {}),
        YAMLError=YAMLError,
        MarkedYAMLError=MarkedYAMLError,
        SafeLoader=Loader,
    )
    _sys.modules[_module.__name__] = globals()[_name] = _module
