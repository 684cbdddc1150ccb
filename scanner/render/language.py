"""The languages that reports are written in: gettext catalogs, English as the key of every message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from scanner.model.refusal import UsageRefused

CATALOGS = Path(__file__).parent / "locale"
"""One `LOCALE/LC_MESSAGES/unmask.po` for each language but English. Read as they are: there is no compiled file to forget."""

_SLOT = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A message with slots, as a text that was filled in elsewhere is recognised by."""

    filled: re.Pattern[str]
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Writes messages in one language. `gettext` is the name that the extractor of messages looks for."""

    code: str
    """As `--lang` takes it."""
    html: str
    """As `html lang` names it."""
    messages: Mapping[str, str] = field(default_factory=dict)
    patterns: tuple[Pattern, ...] = ()

    def gettext(self, message: str) -> str:
        """The message in this language; itself where the catalog lacks it."""
        return self.messages.get(message) or message

    def ngettext(self, one: str, many: str, count: int) -> str:
        """`one` or `many` by the count, with `{count}` filled in."""
        return self.gettext(one if count == 1 else many).format(count=f"{count:,}")

    def told(self, text: str) -> str:
        """A sentence that a rule, a policy or a worker wrote, in this language where the catalog knows its pattern.

        Text that no catalog can know (an artifact's own words, a user's own policy) comes back as it is.
        """
        known = self.messages.get(text)
        if known or len(text) > _LONGEST_SENTENCE_CHARACTERS:
            return known or text
        for pattern in self.patterns:
            match = pattern.filled.fullmatch(text)
            if match is not None:
                return _filled(self.messages[pattern.message], match.groupdict())
        return text

    def joined(self, parts: tuple[str, ...]) -> str:
        """A list in a sentence: "a", "a and b", "a, b and c"."""
        if len(parts) < 2:
            return "".join(parts)
        return self.gettext("{first} and {last}").format(first=self.gettext(", ").join(parts[:-1]), last=parts[-1])


ENGLISH = Language(code="en", html="en")

LANGUAGES = ("en", "zh")
_LOCALES = {"zh": ("zh_CN", "zh-CN")}


@cache
def language_of(code: str) -> Language:
    """Raises UsageRefused for a language that there is no catalog for."""
    if code == ENGLISH.code:
        return ENGLISH
    if code not in _LOCALES:
        raise UsageRefused(f"there are no reports in the language {code!r}; choose one of {', '.join(LANGUAGES)}")
    locale, html = _LOCALES[code]
    with (CATALOGS / locale / "LC_MESSAGES" / "unmask.po").open("rb") as stream:
        catalog = read_po(stream, locale=locale)
    messages = {str(message.id): str(message.string) for message in catalog if message.id and message.string}
    return Language(code=code, html=html, messages=messages, patterns=_patterns(messages))


def _patterns(messages: Mapping[str, str]) -> tuple[Pattern, ...]:
    """The messages with slots, those with the most fixed text first: the most telling pattern decides."""
    slotted = [message for message in messages if _SLOT.search(message) and _fixed(message) >= _FEWEST_FIXED_CHARACTERS]
    slotted.sort(key=lambda message: (-_fixed(message), message))
    return tuple(Pattern(filled=re.compile(_expression(message), re.DOTALL), message=message) for message in slotted)


_FEWEST_FIXED_CHARACTERS = 12
"""A pattern with less text of its own would fit sentences that it was not made for."""


_LONGEST_SENTENCE_CHARACTERS = 600
"""Longer text is an artifact's own, and is not tried against the patterns, whose cost grows with its length."""


def _fixed(message: str) -> int:
    return len(_SLOT.sub("", message))


def _expression(message: str) -> str:
    parts = []
    seen: set[str] = set()
    end = 0
    for slot in _SLOT.finditer(message):
        parts.append(re.escape(message[end : slot.start()]))
        parts.append(f"(?P={slot[1]})" if slot[1] in seen else f"(?P<{slot[1]}>.+?)")
        seen.add(slot[1])
        end = slot.end()
    return "".join([*parts, re.escape(message[end:])])


def _filled(message: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), message)
