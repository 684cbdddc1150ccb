"""Names of members as text for a trail. Content is stored by digest, so a name never decides where bytes are written."""

import re

STEP_CHARS = 1024
"""Longest step kept in a trail: PATH_MAX is 4,096 bytes, the longest in 60 real tools is 287 characters."""

_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u0080-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]?")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9]) *(?:\.[^/\\]*)?", re.IGNORECASE)
"""Names that Windows gives to devices, whatever the suffix and the folder."""


def step_of(raw: bytes | str) -> str:
    """A member's name as one step: what cannot be printed is escaped, what is too long is shortened in the middle."""
    text = raw.decode("utf-8", "backslashreplace") if isinstance(raw, bytes) else raw
    text = _UNPRINTABLE.sub(lambda match: match.group().encode("unicode_escape").decode("ascii"), text)
    text = text.removeprefix("./") or "."
    if len(text) <= STEP_CHARS:
        return text
    return f"{text[: STEP_CHARS // 2]}…{text[-STEP_CHARS // 2 :]}"


def objection_to(raw: bytes | str) -> str | None:
    """Why a member's name is dangerous to whoever extracts it, as the start of a sentence; None: it isn't."""
    text = raw.decode("utf-8", "backslashreplace") if isinstance(raw, bytes) else raw
    parts = re.split(r"[/\\]", text)
    if "\x00" in text:
        return "its name holds a NUL character, so that tools disagree on where the name ends"
    if ".." in parts:
        return "its name leads out of the container with `..`"
    if text.startswith(("/", "\\")) or _DRIVE.match(text):
        return "its name is an absolute path"
    if any(_DEVICE.fullmatch(part.rstrip(" .")) for part in parts):
        return "its name is that of a device"
    return None


def leads_out(link: str, target: str) -> bool:
    """True when a symbolic link, at a place in the container, points outside it."""
    if target.startswith(("/", "\\")) or _DRIVE.match(target):
        return True
    depth = len([part for part in link.split("/")[:-1] if part not in ("", ".")])
    for part in re.split(r"[/\\]", target):
        if part == "..":
            depth -= 1
        elif part not in ("", "."):
            depth += 1
        if depth < 0:
            return True
    return False
