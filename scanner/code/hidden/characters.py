"""Characters of a text that a reader cannot see or tell apart, outside of their ordinary uses.

One pass finds all candidates, and only what surrounds these is looked at: a program of 13 MB takes a fifth of a second.
Does not see characters that a program puts together.
"""

import re
from collections.abc import Iterator

from scanner.code.hidden.letters import disguised_words
from scanner.code.hidden.run import Hidden, Kind, code_point, code_points, written_out
from scanner.code.hidden.sets import BIDIRECTIONAL, CONTROLS, LOOKALIKES, SELECTORS, TAGS, ZERO_WIDTH
from scanner.code.hidden.writing import Writing

_CANDIDATE = re.compile(f"[{CONTROLS}{TAGS}{SELECTORS}{BIDIRECTIONAL}{ZERO_WIDTH}]")
"""One set, since a set is found ten times as fast as a choice of sets."""
_CONTROL = re.compile(f"[{CONTROLS}]")
"""What can be in ASCII: a set that is found in half the time."""
_RUNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("zero_width", re.compile(f"[{ZERO_WIDTH}]+")),
    ("variation_selector", re.compile(f"[{SELECTORS}]+")),
    ("bidirectional", re.compile(f"[{BIDIRECTIONAL}]+")),
    ("tag", re.compile(f"[{TAGS}]+")),
    ("control", re.compile(f"[{CONTROLS}]+")),
)
_RETURN = re.compile(r"(?<!\r)\r++(?!\n)")
"""Goes back to the start of the line that a terminal shows, to write over it."""
_UNSEEN = re.compile(f"[{CONTROLS}\r{TAGS}{SELECTORS}{BIDIRECTIONAL}{ZERO_WIDTH}{LOOKALIKES}]")
_TAG_RUN, _SELECTOR_RUN = re.compile(f"[{TAGS}]{{2,}}"), re.compile(f"[{SELECTORS}]{{4,}}")


def hidden_characters(text: str) -> Iterator[Hidden]:
    """Runs of characters that are not seen, then words with letters that are not what they look like; each in its order."""
    writing = Writing(text)
    candidate = _CONTROL if text.isascii() else _CANDIDATE
    at = 0
    while (found := candidate.search(text, at)) is not None:
        kind, run = _run_at(text, found.start())
        at = run.end()
        if not writing.is_ordinary(kind, run.start(), at):
            yield _hidden(kind, run)
    if "\r" in text and "\n" in text:  # where all lines end in a return, it is how an old Mac ends them
        for run in _RETURN.finditer(text):
            yield _hidden("control", run)
    if not text.isascii():
        yield from disguised_words(text, writing)


def is_candidate(char: str) -> bool:
    """True for a character that is not seen, wherever it stands."""
    return _CANDIDATE.match(char) is not None


def made_visible(text: str) -> str:
    """The text with such characters written out; runs of tags and selectors are decoded to the text that they spell."""
    text = _TAG_RUN.sub(lambda run: f"⟨tags: {_tagged(run.group())}⟩", text)
    text = _SELECTOR_RUN.sub(lambda run: f"⟨selectors: {_selected(run.group()).decode('utf-8', 'replace')}⟩", text)
    return _UNSEEN.sub(lambda char: f"⟨{code_point(char.group())}⟩", text)


def _run_at(text: str, start: int) -> tuple[Kind, re.Match[str]]:
    """The run of one kind that begins at a candidate."""
    return next((kind, found) for kind, run in _RUNS if (found := run.match(text, start)) is not None)


def _hidden(kind: Kind, run: re.Match[str]) -> Hidden:
    chars = run.group()
    meaning = _tagged(chars) if kind == "tag" else _selectors_text(chars) if kind == "variation_selector" else None
    return Hidden(kind=kind, start=run.start(), end=run.end(), code_points=code_points(chars), visible=meaning or written_out(chars))


def _tagged(run: str) -> str:
    return "".join(chr(ord(one) - 0xE0000) for one in run if 0xE0020 <= ord(one) <= 0xE007E)


def _selected(run: str) -> bytes:
    """The bytes that selectors stand for: the first 16 for 0 to 15, the others for 16 to 255."""
    return bytes(ord(one) - 0xFE00 if one <= "\ufe0f" else ord(one) - 0xE0100 + 16 for one in run)


def _selectors_text(run: str) -> str | None:
    """None: the bytes are no text."""
    try:
        text = _selected(run).decode("utf-8")
    except UnicodeDecodeError:
        return None
    return text if len(text) > 1 and text.isprintable() else None
