"""Arguments of the tools of a shell: options told apart from the rest."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    values: tuple[tuple[str, str], ...]
    """Option without its dashes, value; empty for one without."""
    rest: tuple[str, ...]

    def has(self, *names: str) -> bool:
        return any(name in names for name, _ in self.values)

    def get(self, *names: str) -> str | None:
        """The value given last."""
        return next((value for name, value in reversed(self.values) if name in names), None)

    def all(self, *names: str) -> tuple[str, ...]:
        return tuple(value for name, value in self.values if name in names)


def options_of(arguments: list[str], with_values: str = "", long_with_values: frozenset[str] = frozenset()) -> Options:
    """Short options may be joined (`-rn`) and carry their value (`-d,`); long ones carry it behind `=` or as the next argument."""
    values: list[tuple[str, str]] = []
    rest: list[str] = []
    at = 0
    while at < len(arguments):
        word = arguments[at]
        at += 1
        if word == "--":
            rest += arguments[at:]
            break
        if word.startswith("--"):
            name, mark, value = word[2:].partition("=")
            if not mark and name in long_with_values and at < len(arguments):
                value = arguments[at]
                at += 1
            values.append((name, value))
        elif word.startswith("-") and len(word) > 1:
            at = _short(word[1:], arguments, at, with_values, values)
        else:
            rest.append(word)
    return Options(tuple(values), tuple(rest))


def _short(letters: str, arguments: list[str], at: int, with_values: str, values: list[tuple[str, str]]) -> int:
    for index, letter in enumerate(letters):
        if letter not in with_values:
            values.append((letter, ""))
            continue
        value = letters[index + 1 :]
        if not value and at < len(arguments):
            value = arguments[at]
            at += 1
        values.append((letter, value))
        break
    return at
