"""Stands for `prompt_toolkit`."""

import re
import sys
import types

from _unmask.answers import answer
from _unmask.anything import fallback

__version__ = "3.0.52"
__getattr__ = fallback("prompt_toolkit")


def prompt(message="", *, default="", is_password=False, **_):
    print(_text(message))
    return answer(message, kind="password" if is_password else "text")


def _text(message):
    if callable(message):
        message = message()
    if isinstance(message, list):
        return "".join(str(one[1]) for one in message)
    return re.sub(r"</?[\w-]+[^>]*>", "", str(message))


class PromptSession:
    def __init__(self, message="", *_, **options):
        self.message, self.history = message, options.get("history")
        self.app, self.default_buffer = fallback("prompt_toolkit")("app"), fallback("prompt_toolkit")("buffer")

    def prompt(self, message=None, **options):
        return prompt(self.message if message is None else message, **options)

    async def prompt_async(self, message=None, **options):
        return self.prompt(message, **options)


def print_formatted_text(*values, sep=" ", end="\n", **_):
    print(sep.join(map(_text, values)), end=end)


def confirm(*_, **__):
    return True


class HTML(str):
    __slots__ = ()


ANSI = HTML


class FormattedText(list):
    pass


for _name in (
    "shortcuts",
    "formatted_text",
    "history",
    "completion",
    "styles",
    "key_binding",
    "auto_suggest",
    "patch_stdout",
    "validation",
    "document",
    "application",
    "lexers",
    "filters",
    "layout",
    "widgets",
    "enums",
    "keys",
    "output",
    "input",
    "buffer",
):
    _module = types.ModuleType(f"prompt_toolkit.{_name}")
    _module.__dict__.update(
        prompt=prompt, PromptSession=PromptSession, print_formatted_text=print_formatted_text, confirm=confirm, HTML=HTML, ANSI=ANSI,
        FormattedText=FormattedText, __getattr__=fallback("prompt_toolkit"), __path__=[],
        ValidationError=type("ValidationError", (Exception,), {"__init__": lambda self, *_, **__: None}),
    )  # fmt: skip
    sys.modules[_module.__name__] = _module
