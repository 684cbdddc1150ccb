"""The settings file of a tool in the made-up world: what it holds is what the tool was seen to look for."""

import json
import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from scanner.ruleset.signals import Signal
from scanner.world.answer import Answer, filled
from scanner.world.host import HOME, PROJECT
from scanner.world.persona import Persona

MARK = "__unmask_settings__"
"""Key of a settings file whose names are not known yet: the guest tells which it is asked for."""
_LOOKS = re.compile(
    r"\.(?:json|jsonc|json5|ya?ml|toml|ini|conf|cfg|rc)$|/\.[\w-]+rc$|/(?:config|settings|credentials|session|auth|token)$", re.IGNORECASE
)


def is_settings(path: str) -> bool:
    """Whether a path can be that of a tool's own settings: below the home folder, and not in the project."""
    return path.startswith(f"{HOME}/") and not path.startswith(f"{PROJECT}/") and _LOOKS.search(path) is not None


def is_own_folder(path: str) -> bool:
    """Whether a path can be that of a folder in which the user keeps what the tool works on."""
    return path.startswith(f"{HOME}/") and not path.startswith(f"{PROJECT}/") and "." not in path and path != PROJECT


def is_own_file(path: str) -> bool:
    """Whether a path can be that of a file in such a folder."""
    folder, _, name = path.rpartition("/")
    return is_own_folder(folder) and name == "notes.txt"


def setting(name: str, persona: Persona, signals: Iterable[Signal]) -> Answer | None:
    """The value of a setting by its last name; None: the file does not hold it. Exact names come before patterns."""
    plain = re.sub(r"[^a-z0-9]", "", name.rsplit(".", 1)[-1].lower())
    best: tuple[tuple[bool, int], str, str] | None = None
    for signal in signals:
        for pattern, template in signal.world.settings.items():
            rank = (pattern == plain, len(pattern))
            if fnmatchcase(plain, pattern) and (best is None or rank > best[0]):
                best = (rank, signal.id, template)
    return None if best is None else filled(best[2], persona, owner=best[1])


def settings_text(path: str, names: Iterable[str], persona: Persona, signals: tuple[Signal, ...]) -> Answer:
    """A settings file with what is known of the names asked for, in the notation that its suffix says."""
    reads: set[str] = set()
    values: dict[str, object] = {}
    for name in sorted(names):
        answer = setting(name, persona, signals)
        if answer is not None:
            reads.update(answer.reads)
            _put(values, name.split("."), answer.text)
    return Answer(text=_written(path, values), reads=tuple(sorted(reads)))


def without_given(text: str, persona: Persona, signals: tuple[Signal, ...]) -> str:
    """A text that is written, without the made-up settings where it is JSON that holds them: they go back to where they came from."""
    if not text.lstrip().startswith("{"):
        return text
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    if not isinstance(value, dict) or (MARK not in value and len(_given(value, persona, signals)) < _WRITTEN_BACK):
        return text
    return json.dumps(_kept(value, persona, signals), ensure_ascii=False)


_WRITTEN_BACK = 4
"""Settings with the values that they were read with, from which on a text is the file that held them; fewer, a program chose."""


_SETTINGS_MOST = 400
"""Names that one level of a settings file has at most: the made-up ones have fewer."""


def _given(value: dict[str, object], persona: Persona, signals: tuple[Signal, ...]) -> dict[str, str]:
    """Names whose value is the one that the made-up settings have."""
    if len(value) > _SETTINGS_MOST:
        return {}
    answers = {name: answer.text for name in value if (answer := setting(name, persona, signals)) is not None}
    return {name: text for name, text in answers.items() if value[name] == text}


def _kept(value: object, persona: Persona, signals: tuple[Signal, ...]) -> object:
    if not isinstance(value, dict):
        return value
    given = _given(value, persona, signals)
    return {name: _kept(inner, persona, signals) for name, inner in value.items() if name != MARK and name not in given}


def _put(values: dict[str, object], parts: list[str], text: str) -> None:
    for part in parts[:-1]:
        inner = values.setdefault(part, {})
        if not isinstance(inner, dict):
            return  # the tool asks a text for a part of it
        values = inner
    if not isinstance(values.get(parts[-1]), dict):
        values[parts[-1]] = text


def _written(path: str, values: dict[str, object]) -> str:
    if re.search(r"\.ya?ml$", path):
        return _lines(values, ": ", 0)
    if re.search(r"\.(?:toml|ini|cfg|conf)$", path):
        plain = {name: value for name, value in values.items() if not isinstance(value, dict)}
        tables = "".join(f"[{name}]\n{_lines(value, ' = ', 0)}" for name, value in values.items() if isinstance(value, dict))
        return _lines(plain, " = ", 0) + tables
    return json.dumps(values, indent=2) + "\n"


def _lines(values: dict[str, object], sign: str, depth: int) -> str:
    text = ""
    for name, value in values.items():
        if isinstance(value, dict):
            text += f"{'  ' * depth}{name}{sign.rstrip()}\n" + _lines(value, sign, depth + 1)
        else:
            text += f"{'  ' * depth}{name}{sign}{json.dumps(value)}\n"
    return text
