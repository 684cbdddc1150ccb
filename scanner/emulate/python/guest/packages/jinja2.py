"""Stands for `jinja2`: names, attributes, filters, conditions and loops, as far as prompts use them."""

import builtins
import os
import re
import sys
import types

from _unmask.anything import fallback

__version__ = "3.1.6"
__getattr__ = fallback("jinja2")
_TOKEN = re.compile(r"(\{\{-?.*?-?\}\}|\{%-?.*?-?%\}|\{#.*?#\})", re.DOTALL)
_PYTHON_FILTERS = {
    "upper": str.upper, "lower": str.lower, "title": str.title, "trim": str.strip, "capitalize": str.capitalize, "length": len,
    "count": len,
    "join": lambda value, sign="", attribute=None: str(sign).join(str(getattr(one, attribute) if attribute else one) for one in value),
    "default": lambda value, other="",
    boolean=False: other if value is None or isinstance(value, Undefined) or (boolean and not value) else value,
    "first": lambda value: next(iter(value), ""), "last": lambda value: list(value)[-1], "replace": lambda value, old,
    new: str(value).replace(old, new),
    "int": lambda value, default=0: builtins.int(value), "float": lambda value, default=0.0: builtins.float(value), "string": str,
    "list": builtins.list,
    "safe": lambda value: value, "escape": lambda value: value, "e": lambda value: value, "tojson": lambda value,
    indent=None: __import__("json").dumps(value, indent=indent),
    "sort": lambda value, **_: sorted(value), "unique": lambda value: builtins.list(dict.fromkeys(value)),
    "reverse": lambda value: builtins.list(reversed(value)),
    "indent": lambda value, width=4, first=False, **_: ("\n" + " " * width).join(str(value).split("\n")), "round": lambda value,
    precision=0: round(value, precision),
    "map": lambda value, name=None, attribute=None: [
        _Item.get(one, attribute) if attribute else _PYTHON_FILTERS[name](one) for one in value
    ],
    "selectattr": lambda value, name, *_: [one for one in value if (one.get(name) if isinstance(one, dict) else getattr(one, name, None))],
    "items": lambda value: value.items(), "truncate": lambda value, length=255, *_: str(value)[:length],
    "wordcount": lambda value: len(value.split()),
    "dictsort": lambda value: sorted(value.items()), "sum": sum, "max": max, "min": min, "abs": abs, "d": lambda value, other="",
    *_: other if isinstance(value, Undefined) else value,
}  # fmt: skip


class TemplateError(Exception):
    pass


TemplateNotFound, TemplateSyntaxError, UndefinedError = (
    type(name, (TemplateError,), {}) for name in ("TemplateNotFound", "TemplateSyntaxError", "UndefinedError")
)


class Undefined:
    def __str__(self):
        return ""

    def __bool__(self):
        return False

    def __iter__(self):
        return iter(())

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self


StrictUndefined = ChainableUndefined = DebugUndefined = make_logging_undefined = Undefined


class _Names(dict):
    def __missing__(self, name):
        if hasattr(builtins, name):
            return getattr(builtins, name)
        return Undefined()


class _Item:
    """`a.b` is an attribute or an item."""

    @staticmethod
    def get(owner, name):
        if isinstance(owner, dict) and name in owner:
            return owner[name]
        return getattr(owner, name, owner.get(name, Undefined()) if isinstance(owner, dict) else Undefined())


def _expression(text):
    """An expression as one of Python."""
    parts = _split(text, "|")
    code = _python(parts[0])
    for one in parts[1:]:
        match = re.match(r"\s*(\w+)\s*(?:\((.*)\))?(.*)$", one, re.DOTALL)
        code = f"__filters__[{match[1]!r}]({code}{', ' + _python(match[2]) if match[2] else ''}){match[3]}"
    return code


def _python(text):
    held = []

    def keep(match):
        held.append(match[0])
        return f"\x00{len(held) - 1}\x00"

    text = re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", keep, text.strip())
    text = re.sub(r"\bis not defined\b", ".__class__ is __undefined__", text)
    text = re.sub(r"\bis defined\b", ".__class__ is not __undefined__", text)
    text = re.sub(r"\bis none\b", "is None", text)
    text = re.sub(r"\b(true|false|none)\b", lambda match: match[1].title(), text)
    text = text.replace("~", "+")
    while True:
        changed = re.sub(r"((?:[A-Za-z_]\w*|__get__\([^()]*\))(?:\[[^\]]*\])?)\.(?!__)([A-Za-z_]\w*)", r"__get__(\1,'\2')", text, count=1)
        if changed == text:
            break
        text = changed
    return re.sub(r"\x00(\d+)\x00", lambda match: held[int(match[1])], text)


def _split(text, sign):
    parts, depth, quote, start = [], 0, "", 0
    for at, letter in enumerate(text):
        if quote:
            quote = "" if letter == quote else quote
        elif letter in "'\"":
            quote = letter
        elif letter in "([{":
            depth += 1
        elif letter in ")]}":
            depth -= 1
        elif letter == sign and not depth:
            parts.append(text[start:at])
            start = at + 1
    return [*parts, text[start:]]


class Template:
    def __init__(self, source, *_, environment=None, **options):
        self._source, self._environment = str(source), environment
        self._trims = bool(options.get("trim_blocks") or (environment is not None and environment.trim_blocks))
        self.name = options.get("name")

    def render(self, *values, **more):
        names = _Names({**(self._environment.globals if self._environment else {}), **(dict(values[0]) if values else {}), **more})
        names.update(
            __filters__={**_PYTHON_FILTERS, **(self._environment.filters if self._environment else {})},
            __get__=_Item.get,
            __undefined__=Undefined,
        )
        out = []
        self._run(self._tokens(self._source), 0, names, out)
        return "".join(out)

    async def render_async(self, *values, **more):
        return self.render(*values, **more)

    def _tokens(self, source):
        tokens = []
        for token in _TOKEN.split(source):
            if token.startswith(("{{-", "{%-")) and tokens and not tokens[-1].startswith("{"):
                tokens[-1] = tokens[-1].rstrip()
            if tokens and tokens[-1].startswith("{") and tokens[-1].endswith(("-}}", "-%}")):
                token = token.lstrip()
            elif self._trims and tokens and tokens[-1].startswith("{%") and token.startswith("\n"):
                token = token[1:]
            tokens.append(token)
        return tokens

    def _run(self, tokens, at, names, out, ends=()):
        """Run up to a tag that ends the block; the place of it."""
        while at < len(tokens):
            token = tokens[at]
            if token.startswith("{{"):
                value = eval(_expression(token[2:-2].strip("-")), names)  # noqa: S307  # inside of WebAssembly
                out.append(str(value))
            elif token.startswith("{%"):
                words = token[2:-2].strip("- \n").split(None, 1)
                word, rest = words[0], words[1] if len(words) > 1 else ""
                if word in ends:
                    return at
                at = self._tag(word, rest, tokens, at, names, out)
            elif not token.startswith("{#"):
                out.append(token)
            at += 1
        return at

    def _tag(self, word, rest, tokens, at, names, out):
        if word == "if":
            return self._if(rest, tokens, at, names, out)
        if word == "for":
            return self._for(rest, tokens, at, names, out)
        if word == "set" and "=" in rest:
            name, _, code = rest.partition("=")
            names[name.strip()] = eval(_expression(code), names)  # noqa: S307  # inside of WebAssembly
        elif word == "include" and self._environment is not None:
            out.append(self._environment.get_template(eval(_expression(rest.split(" ")[0]), names)).render(names))  # noqa: S307
        elif word == "raw":
            end = next(index for index in range(at, len(tokens)) if "endraw" in tokens[index])
            out.append("".join(tokens[at + 1 : end]))
            return end
        return at

    def _if(self, rest, tokens, at, names, out):
        is_done, condition = False, rest
        while True:
            holds = not is_done and bool(eval(_expression(condition), names))  # noqa: S307  # inside of WebAssembly
            inner = out if holds else []
            is_done = is_done or holds
            at = (
                self._run(tokens, at + 1, names if holds else _Names({**names}), inner, ("elif", "else", "endif"))
                if holds
                else self._skip(tokens, at + 1)
            )
            words = tokens[at][2:-2].strip("- \n").split(None, 1)
            if words[0] == "endif":
                return at
            condition = words[1] if words[0] == "elif" else "True"

    @staticmethod
    def _skip(tokens, at):
        depth = 0
        while at < len(tokens):
            word = tokens[at][2:-2].strip("- \n").split(None, 1)[0] if tokens[at].startswith("{%") else ""
            if not depth and word in ("elif", "else", "endif", "endfor"):
                return at
            depth += (word in ("if", "for")) - (word in ("endif", "endfor"))
            at += 1
        return at - 1

    def _for(self, rest, tokens, at, names, out):
        targets, _, code = rest.partition(" in ")
        items = list(eval(_expression(code), names) or ())  # noqa: S307  # inside of WebAssembly
        end = self._skip(tokens, at + 1)
        for index, item in enumerate(items):
            titles = [one.strip() for one in targets.split(",")]
            names.update(zip(titles, item, strict=False) if len(titles) > 1 else {titles[0]: item})
            names["loop"] = types.SimpleNamespace(
                index=index + 1, index0=index, first=index == 0, last=index == len(items) - 1, length=len(items)
            )
            end = self._run(tokens, at + 1, names, out, ("endfor", "else"))
        if tokens[end].startswith("{%") and "else" in tokens[end].split():
            inner = out if not items else []
            end = self._run(tokens, end + 1, names, inner, ("endfor",))
        return end


class Environment:
    def __init__(self, *_, loader=None, trim_blocks=False, **__):
        self.loader, self.trim_blocks, self.filters, self.globals, self.tests = loader, trim_blocks, {}, {}, {}

    def from_string(self, source, **_):
        return Template(source, environment=self)

    def get_template(self, name, *_, **__):
        if self.loader is None:
            raise TemplateNotFound(name)
        return Template(self.loader.source(name), environment=self, name=name)

    select_template = get_template


class FileSystemLoader:
    def __init__(self, searchpath, *_, **__):
        self._folders = [searchpath] if isinstance(searchpath, str | os.PathLike) else list(searchpath)

    def source(self, name):
        for folder in self._folders:
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, encoding="utf-8") as file:
                    return file.read()
        raise TemplateNotFound(name)


class PackageLoader(FileSystemLoader):
    def __init__(self, package_name, package_path="templates", *_):
        module = sys.modules.get(package_name) or __import__(package_name)
        super().__init__(os.path.join(os.path.dirname(module.__file__), package_path))


class DictLoader:
    def __init__(self, mapping):
        self._mapping = mapping

    def source(self, name):
        if name not in self._mapping:
            raise TemplateNotFound(name)
        return self._mapping[name]


class ChoiceLoader:
    def __init__(self, loaders):
        self._loaders = loaders

    def source(self, name):
        for one in self._loaders:
            try:
                return one.source(name)
            except TemplateNotFound:
                continue
        raise TemplateNotFound(name)


BaseLoader = FunctionLoader = DictLoader
NativeEnvironment = SandboxedEnvironment = ImmutableSandboxedEnvironment = Environment


def select_autoescape(*_, **__):
    return False


for _name in ("sandbox", "nativetypes", "exceptions", "environment", "loaders"):
    _module = types.ModuleType(f"jinja2.{_name}")
    _module.__dict__.update({_key: _value for _key, _value in vars().items() if not _key.startswith("_")}, __getattr__=fallback("jinja2"))
    sys.modules[_module.__name__] = _module
