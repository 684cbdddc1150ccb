"""The languages that reports are written in: gettext catalogs, English as the key of every message."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from scanner.model.refusal import UsageRefused
from scanner.render.foreign import VALUES
from scanner.render.words import CARRIERS, ROLES, SIGNALS, WAYS_OUT

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
    messages: Mapping[str, str] = field(default_factory=dict, compare=False)
    patterns: tuple[Pattern, ...] = field(default=(), compare=False)

    def gettext(self, message: str) -> str:
        """The message in this language; itself where the catalog lacks it."""
        return self.messages.get(message) or message

    def ngettext(self, one: str, many: str, count: int) -> str:
        """`one` or `many` by the count, with `{count}` filled in."""
        return self.gettext(one if count == 1 else many).format(count=f"{count:,}")

    def told(self, text: str) -> str:
        """A sentence that a rule, a policy or a worker wrote, in this language where the catalog knows its pattern.

        Text that no catalog can know (an artifact's own words, a user's own policy) comes back as it is, but that English calls what has an
        id in the model by its words.
        """
        return _told(self, text) if self.patterns else _in_words(text)

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
    from babel.messages.pofile import read_po  # reports in English, and summaries, need none of it

    with (CATALOGS / locale / "LC_MESSAGES" / "unmask.po").open("rb") as stream:
        catalog = read_po(stream, locale=locale)
    messages = {str(message.id): str(message.string) for message in catalog if message.id and message.string}
    return Language(code=code, html=html, messages=messages, patterns=_patterns(messages))


_LONGEST_SENTENCE_CHARACTERS = 1_500
"""Longer text is an artifact's own, and is not tried against the patterns."""
_MOST_CLAUSES = 4
"""Clauses that one message has at most ("{host} is processed in {processing}; owner {owner}" has two)."""
_DEEPEST = 3
"""Sentences inside sentences."""


@lru_cache(maxsize=8192)
def _told(language: Language, text: str, depth: int = 0) -> str:
    if text in language.messages:
        return language.messages[text]
    if len(text) > _LONGEST_SENTENCE_CHARACTERS or depth > _DEEPEST:
        return text
    clauses = text.split("; ")
    told: list[str] = []
    while clauses:
        taken, sentence = _first_sentence(language, clauses, depth)
        told.append(sentence)
        clauses = clauses[taken:]
    return "；".join(told)


def _first_sentence(language: Language, clauses: list[str], depth: int) -> tuple[int, str]:
    """How many clauses the sentence at the head takes, and what it says in the language."""
    for taken in range(min(_MOST_CLAUSES, len(clauses)), 0, -1):
        sentence = "; ".join(clauses[:taken])
        if sentence in language.messages:
            return taken, language.messages[sentence]
        for pattern in language.patterns:
            match = pattern.filled.fullmatch(sentence)
            if match is not None:
                values = {name: _value(language, value, depth + 1) for name, value in match.groupdict().items()}
                return taken, _filled(language.messages[pattern.message], values)
    head, colon, tail = clauses[0].partition(": ")
    told = _told(language, tail, depth + 1) if colon else tail
    return 1, f"{head}：{told}" if told != tail else clauses[0]


def _value(language: Language, value: str, depth: int) -> str:
    """What stands in a slot: words of the model by their names, sentences by their patterns, all else as it is."""
    words = value.split(", ")
    if all(word in _NAMES for word in words):
        return language.gettext(", ").join(language.gettext(_NAMES[word]) for word in words)
    listed = [_told(language, word, depth) for word in words] if 1 < len(words) <= _MOST_LISTED else []
    if listed and all(told != word for told, word in zip(listed, words, strict=True)):
        return language.gettext(", ").join(listed)
    return _told(language, value, depth)


def _in_words(text: str) -> str:
    """English with ids of the model (`gateway_host`) as the words that reports have for them."""
    if len(text) > _LONGEST_SENTENCE_CHARACTERS:
        return text
    text = _LEAVES.sub(lambda by: f"{by[1]}{WAYS_OUT[by[2]]}", text)
    return _READ.sub(lambda read: f"{read[1] or read[3] or ''}{SIGNALS[read[2] or read[4]]}", _ID.sub(_word_of, text))


def _word_of(found: re.Match[str]) -> str:
    before, word = found["before"] or "", _NAMES[found["id"]]
    own = _OWN_WORDS.get(before, (before,))
    return word if word.startswith(own) else before + word


_OWN_WORDS: dict[str, tuple[str, ...]] = {"a ": ("a ", "an "), "an ": ("a ", "an "), "by ": ("in ",)}
"""What stands before an id in a sentence, and with what the words begin that replace it too."""

_MOST_LISTED = 12
"""Longer lists are an artifact's own."""
_NAMES: dict[str, str] = {**WAYS_OUT, **CARRIERS, **ROLES, **SIGNALS, **VALUES}
_ID = re.compile(
    r"(?P<before>\b(?:in the|the|an?|by) )?(?<![\w'\"`.\[$*/-])(?P<id>"
    + "|".join(sorted(name for name in _NAMES if "_" in name))
    + r")(?![\w'\"`\]=*(/-]|\.\w)"
)
"""An id that is no ordinary word, by itself: in a path, a call, an assignment or a quotation it is the artifact's own."""
_LEAVES = re.compile(rf"(\bleaves (?:openly )?)(?:by|in the) ({'|'.join(sorted(WAYS_OUT))})(?=[ ;:(]|$)")
"""Where something leaves, in steps and in what policies say."""
_ANY_SIGNAL = "|".join(sorted(SIGNALS))
_READ = re.compile(
    rf"((?:^|; )(?:source: reads |reads |compare: compares |compares |(?=(?:{_ANY_SIGNAL}): )))(?:the )?({_ANY_SIGNAL})(?![\w.])"
    rf"|(: |, )({_ANY_SIGNAL})(?=[:,;]|$)"
)
"""What is read or compared, where the id is an ordinary word too (`reads locale`), and where signals are listed."""


def _patterns(messages: Mapping[str, str]) -> tuple[Pattern, ...]:
    """The messages with slots, those with the most fixed text first: the most telling pattern decides."""
    slotted = [message for message in messages if _SLOT.search(message) and _fixed(message) >= _FEWEST_FIXED_CHARACTERS]
    slotted.sort(key=lambda message: (-_fixed(message), message))
    return tuple(Pattern(filled=re.compile(_expression(message), re.DOTALL), message=message) for message in slotted)


_FEWEST_FIXED_CHARACTERS = 6
"""A pattern with less text of its own would fit sentences that it was not made for."""


def _fixed(message: str) -> int:
    return len(_SLOT.sub("", message))


_ANYTHING = "(?:(?!; ).)+?"
_SHAPES = {"count": "[0-9][0-9,]*", "top": r"[^\s,]+"}
"""Slots whose text has a known shape."""


def _expression(message: str) -> str:
    """A slot holds anything but the mark between two sentences; the same slot holds the same text."""
    parts = []
    seen: set[str] = set()
    end = 0
    for slot in _SLOT.finditer(message):
        parts.append(re.escape(message[end : slot.start()]))
        parts.append(f"(?P={slot[1]})" if slot[1] in seen else f"(?P<{slot[1]}>{_SHAPES.get(slot[1], _ANYTHING)})")
        seen.add(slot[1])
        end = slot.end()
    return "".join([*parts, re.escape(message[end:])])


def _filled(message: str, values: Mapping[str, str]) -> str:
    return _SLOT.sub(lambda slot: values.get(slot[1], slot[0]), message)
