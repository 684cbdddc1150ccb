"""Stands for `inquirer`."""

import types

from _unmask.answers import answer
from _unmask.anything import fallback

__getattr__ = fallback("inquirer")


class _Question:
    kind = "text"

    def __init__(self, name="", message="", choices=None, default=None, **options):
        self.name, self.message, self.choices, self.default, self.ignore = name, message, choices, default, options.get("ignore", False)

    def ask(self, answers):
        message = self.message(answers) if callable(self.message) else str(self.message).format(**answers) if answers else self.message
        print(message)
        return answer(message, choices=self.choices(answers) if callable(self.choices) else self.choices, kind=self.kind)


def _kind(name, kind):
    return type(name, (_Question,), {"kind": kind})


Text, Password, Confirm, List, Checkbox, Editor, Path = (
    _kind(name, kind)
    for name, kind in (
        ("Text", "text"),
        ("Password", "password"),
        ("Confirm", "confirm"),
        ("List", "select"),
        ("Checkbox", "checkbox"),
        ("Editor", "text"),
        ("Path", "text"),
    )
)


def prompt(questions, answers=None, **_):
    found = dict(answers or {})
    for one in questions:
        found[one.name] = one.ask(found)
    return found


def text(message="", **_):
    return Text("", message).ask({})


password, editor, path = text, text, text


def confirm(message="", **_):
    return True


def list_input(message="", choices=(), **_):
    return List("", message, choices).ask({})


def checkbox(message="", choices=(), **_):
    return Checkbox("", message, choices).ask({})


themes = types.SimpleNamespace(Default=object, GreenPassion=object)
