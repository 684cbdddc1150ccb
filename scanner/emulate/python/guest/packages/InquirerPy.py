"""Stands for `InquirerPy`."""

import sys
import types

import questionary
from _unmask.anything import fallback

__getattr__ = fallback("InquirerPy")


class _Prompt:
    def __init__(self, kind):
        self._kind = kind

    def __call__(self, message="", choices=None, default=None, **_):
        return _Asked(questionary.Question(message, self._kind, choices, default))


class _Asked:
    def __init__(self, question):
        self._question = question

    def execute(self, *_, **__):
        return self._question.ask()

    async def execute_async(self, *_, **__):
        return self._question.ask()


inquirer = types.SimpleNamespace(
    text=_Prompt("text"), secret=_Prompt("password"), confirm=_Prompt("confirm"), select=_Prompt("select"), fuzzy=_Prompt("select"),
    checkbox=_Prompt("checkbox"), number=_Prompt("number"), filepath=_Prompt("text"), rawlist=_Prompt("select"), expand=_Prompt("select"),
)  # fmt: skip


def prompt(questions, **_):
    return questionary.prompt(questions)


for _name in ("base.control", "base", "separator", "validator", "utils"):
    _module = types.ModuleType(f"InquirerPy.{_name}")
    _module.__dict__.update(Choice=questionary.Choice, Separator=questionary.Separator, __getattr__=fallback("InquirerPy"), __path__=[])
    sys.modules[_module.__name__] = _module
