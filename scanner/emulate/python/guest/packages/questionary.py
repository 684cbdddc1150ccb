"""Stands for `questionary`."""

from _unmask.answers import answer
from _unmask.anything import fallback

__getattr__ = fallback("questionary")


class Choice:
    def __init__(self, title="", value=None, *_, **__):
        self.title, self.value = title, title if value is None else value


class Separator:
    def __init__(self, *_):
        self.title = self.value = None


class Question:
    def __init__(self, message, kind="text", choices=None, default=None):
        self._message, self._kind, self._choices, self._default = message, kind, choices, default

    def ask(self, *_, **__):
        print(self._message)
        choices = [one for one in self._choices or () if not isinstance(one, Separator)]
        return answer(self._message, choices=choices, kind=self._kind, default=self._default)

    unsafe_ask = ask

    async def ask_async(self, *_, **__):
        return self.ask()

    unsafe_ask_async = ask_async

    def skip_if(self, condition, default=None):
        return self


def _asks(kind):
    def make(message="", choices=None, default=None, **_):
        return Question(message, kind, choices, default)

    return make


text, password, confirm, path, autocomplete = _asks("text"), _asks("password"), _asks("confirm"), _asks("text"), _asks("text")
select, rawselect, checkbox = _asks("select"), _asks("select"), _asks("checkbox")


def press_any_key_to_continue(*_, **__):
    return Question("", "confirm")


def prompt(questions, answers=None, **_):
    found = dict(answers or {})
    for one in [questions] if isinstance(questions, dict) else questions:
        when = one.get("when")
        if when is None or (when(found) if callable(when) else when):
            kind = {"list": "select", "input": "text"}.get(one.get("type"), one.get("type", "text"))
            choices = one.get("choices")
            found[one["name"]] = Question(
                one.get("message", ""), kind, choices(found) if callable(choices) else choices, one.get("default")
            ).ask()
    return found


unsafe_prompt = prompt


def form(**questions):
    return Question("", "form") if not questions else _Form(questions)


class _Form:
    def __init__(self, questions):
        self._questions = questions

    def ask(self, *_, **__):
        return {name: one.ask() for name, one in self._questions.items()}


def print(text="", *_, **__):
    import builtins

    builtins.print(text)


class Style:
    def __init__(self, *_, **__):
        return None

    from_dict = classmethod(lambda cls, *_: cls())
