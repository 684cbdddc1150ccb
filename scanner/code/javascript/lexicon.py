"""The words of JavaScript that a bracket counter must know: strings, templates, comments, regular expressions.

All patterns work on UTF-8 bytes: every character that structures a program is ASCII. What they decide by the byte before a
slash (division or regular expression) is right for all code that minifiers and people write, except for a regular expression
right after the parenthesis of `if (...)`; the splitter notices the imbalance that follows and falls back to a full parse.
"""

import re
from collections.abc import Iterator

_STRING = rb'"(?:[^"\\\n]++|\\(?:\r\n|[\s\S]))*+"' + rb"|'(?:[^'\\\n]++|\\(?:\r\n|[\s\S]))*+'"
_TEMPLATE_TEXT = rb"(?:[^`\\$]++|\\[\s\S]|\$(?!\{))*+"
_COMMENT = rb"//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/"
_REGEX_BODY = rb"/(?![/*])(?:[^\\/\[\n]++|\\.|\[(?:[^\]\\\n]++|\\.)*+\])++/[a-z]*+"
_BEFORE_REGEX = (
    rb"(?:(?<=[(,=:\[!&|?{};~^%*<\n])|(?<=[(,=:\[!&|?{};] )|(?<=\breturn)|(?<=\breturn )|(?<=\btypeof )|(?<=\bcase)|(?<=\bcase )"
    rb"|(?<==>)|(?<=> )|(?<=[^+]\+)|(?<=[^-]-)|(?<=[^+]\+ )|(?<=\bvoid )|(?<=\belse)|(?<=\belse )|(?<=\bdo )|(?<=\byield )|(?<=\bawait ))"
)
_FLAT = rb"[^{}\"'`/]++|" + _STRING
_TEMPLATE_FLAT = rb"`(?:[^`\\$]++|\\[\s\S]|\$(?!\{)|\$\{(?:" + _FLAT + rb"|\{(?:" + _FLAT + rb")*+\})*+\})*+`"
"""A template whose substitutions hold no templates, slashes or deep braces."""
_LITERAL = _STRING + rb"|" + _TEMPLATE_FLAT + rb"|" + _COMMENT + rb"|" + _BEFORE_REGEX + _REGEX_BODY + rb"|/"
TO_LITERAL = re.compile(rb"[^\"'`/]*+(" + _LITERAL + rb"|)")
"""Up to the end of the next literal, which is the group; a single slash divides, unless blanks stand before it. An empty group: the
text ends here, or another literal begins, or one without an end."""
IN_SUBSTITUTION = re.compile(rb"[^\"'`/{}]*+(" + _LITERAL + rb"|[{}]|)")
"""The same inside of a template's substitution, where braces count."""
TEMPLATE_HEAD = re.compile(rb"`" + _TEMPLATE_TEXT + rb"\$\{")
TEMPLATE_REST = re.compile(_TEMPLATE_TEXT + rb"(?:`|\$\{)")
REGEX_BODY = re.compile(_REGEX_BODY)
EXPECTS_VALUE = re.compile(
    rb"(?:^|[(,=:\[!&|?{};~^%*<>]|(?<!\+)\+|(?<!-)-|(?<![\w$.])(?:return|typeof|case|void|else|do|yield|await|in|of|new|delete|throw|instanceof))\Z"
)
"""Ends where a value has to follow, so that a slash begins a regular expression."""
BLANK = re.compile(rb"(?:\s++|" + _COMMENT + rb")*+")
NEW_STATEMENT = re.compile(
    rb"(?:function|class|var|let|const|import|export|async\s+function|if|for|do|try|switch|return|throw|module\.exports|exports\.)(?![\w$])"
    rb"|exports\.|module\.exports"
)
IDENTIFIER = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*+")
_TO_WORDS = bytes(byte if IDENTIFIER.match(bytes([byte])) or chr(byte) in "0123456789" else 0x20 for byte in range(256))
_DIGITS = b"0123456789"
_BLANK_BYTE = 0x20


def only_words(code: bytes) -> bytes:
    """The text with blanks instead of all that no identifier holds."""
    return code.translate(_TO_WORDS)


def word_places(code: bytes, name: bytes) -> Iterator[int]:
    """Offsets at which `identifiers` sees a name: neither going on, nor the end of another that does not begin with a digit."""
    at = code.find(name)
    while at >= 0:
        end = at + len(name)
        if end == len(code) or _TO_WORDS[code[end]] == _BLANK_BYTE:
            start = at
            while start and code[start - 1] in _DIGITS:
                start -= 1
            if not start or _TO_WORDS[code[start - 1]] == _BLANK_BYTE:
                yield at
        at = code.find(name, end)


def identifiers(words: bytes) -> set[bytes]:
    """What `IDENTIFIER` finds in a text of which only the words are left: splitting is twice as fast as matching."""
    found = set(words.split())
    numbers = [word for word in found if word[0] in _DIGITS]
    found.difference_update(numbers)
    found.update(filter(None, (word.lstrip(_DIGITS) for word in numbers)))
    return found


CONTINUES = frozenset(b"=,(+-*&|?:<>!~^%.[{")
"""A line that ends in one of these goes on in the next."""
