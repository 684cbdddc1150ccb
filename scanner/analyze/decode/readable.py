"""Whether bytes are something that is read as it stands: text, or a file of a known format."""

import re

_SIGNATURES = (
    b"\x7fELF",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",
    b"\0asm",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"wOFF",
    b"wOF2",
    b"RIFF",
    b"OggS",
    b"\0\1\0\0\0",
    b"ID3",
    b"SQLite",
    b"\x28\xb5\x2f\xfd",
    b"\0\0\0\x18ftyp",
)
CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f\x7f]")
_STRUCTURED = re.compile(r"\s*(?:[{\[]\s*[\"\[{\d]|<[!?a-zA-Z])")
_PLAIN = re.compile(r"[\w \n,.]")
_SAMPLE_BYTES = 2048
_SAMPLE_CODE = 64
"""From here on text may have the punctuation of code: so many characters without a control character are no accident."""
_SETTLED = re.compile(rb"\b(?:[A-Za-z]{2,}+[.,:]? ){3}|\A\s*(?:[{\[<]|#!)")


def reads_as_text(content: bytes) -> bool:
    """True for UTF-8 without control characters that has the letters, digits and spaces of something written, or is JSON or markup."""
    sample = content[:_SAMPLE_BYTES]
    if CONTROL.search(sample):
        return False
    text = sample.decode("utf-8", "replace")
    if "\ufffd" in (text[:-1] if len(content) > len(sample) else text):  # the sample may end within a character
        return False
    plain = len(_PLAIN.sub("", text))
    return plain * (4 if len(text) < _SAMPLE_CODE else 2) <= len(text) or _STRUCTURED.match(text) is not None


def has_known_format(content: bytes) -> bool:
    """True for bytes that begin as an executable, an archive or an image does."""
    return content.startswith(_SIGNATURES) or (content.startswith(b"MZ") and b"\0" in content[:8])


def is_settled(content: bytes) -> bool:
    """True for prose, JSON, markup or a script: text that needs no further key."""
    return _SETTLED.search(content, 0, _SAMPLE_BYTES) is not None
