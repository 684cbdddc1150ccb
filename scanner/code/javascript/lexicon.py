"""The words of JavaScript that a bracket counter must know: strings, templates, comments, regular expressions, brackets.

All patterns work on UTF-8 bytes: every character that structures a program is ASCII. What they decide by the byte before a
slash (division or regular expression) is right for all code that minifiers and people write, except for a regular expression
right after the parenthesis of `if (...)`; the splitter notices the imbalance that follows and falls back to a full parse.
"""

import re

_STRING = rb'"(?:[^"\\\n]++|\\(?:\r\n|[\s\S]))*+"' + rb"|'(?:[^'\\\n]++|\\(?:\r\n|[\s\S]))*+'"
_TEMPLATE_TEXT = rb"(?:[^`\\$]++|\\[\s\S]|\$(?!\{))*+"
_COMMENT = rb"//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/"
_REGEX_BODY = rb"/(?![/*])(?:[^\\/\[\n]++|\\.|\[(?:[^\]\\\n]++|\\.)*+\])++/[a-z]*+"
_BEFORE_REGEX = (
    rb"(?:(?<=[(,=:\[!&|?{};~^%*<\n])|(?<=[(,=:\[!&|?{};] )|(?<=\breturn)|(?<=\breturn )|(?<=\btypeof )|(?<=\bcase)|(?<=\bcase )"
    rb"|(?<==>)|(?<=> )|(?<=[^+]\+)|(?<=[^-]-)|(?<=[^+]\+ )|(?<=\bvoid )|(?<=\belse)|(?<=\belse )|(?<=\bdo )|(?<=\byield )|(?<=\bawait ))"
)
_DIVISION = rb"(?<=[\w$)\]'\"`])/(?![/*])|(?<=[\w$)\]'\"`] )/(?![/*])|(?<=[\w$)\]'\"`]\n)/(?![/*])"
_ITEM = (
    rb"[^(){}\[\]\"'`/]++|"
    + _STRING
    + rb"|`"
    + _TEMPLATE_TEXT
    + rb"`|"
    + _COMMENT
    + rb"|"
    + _BEFORE_REGEX
    + _REGEX_BODY
    + rb"|"
    + _DIVISION
)
_GROUP = rb"\((?:" + _ITEM + rb")*+\)|\[(?:" + _ITEM + rb")*+\]|\{(?:" + _ITEM + rb")*+\}"

DEEP = re.compile(rb"(?:" + _ITEM + rb"|" + _GROUP + rb")*+")
"""All that leaves the nesting as it is; stops at a bracket that holds brackets, at a template with substitutions, or at rubbish."""
SHALLOW = re.compile(rb"[^(){}\[\]\"'`/;\n]*+")
FLAT = re.compile(rb"[^(){}\[\]\"'`/,]*+")
STRING = re.compile(_STRING)
TEMPLATE_PLAIN = re.compile(rb"`" + _TEMPLATE_TEXT + rb"`")
TEMPLATE_HEAD = re.compile(rb"`" + _TEMPLATE_TEXT + rb"\$\{")
TEMPLATE_REST = re.compile(_TEMPLATE_TEXT + rb"(?:`|\$\{)")
COMMENT = re.compile(_COMMENT)
REGEX = re.compile(_BEFORE_REGEX + _REGEX_BODY)
BLANK = re.compile(rb"(?:\s++|" + _COMMENT + rb")*+")
NEW_STATEMENT = re.compile(
    rb"(?:function|class|var|let|const|import|export|async\s+function|if|for|do|try|switch|return|throw|module\.exports|exports\.)(?![\w$])"
    rb"|exports\.|module\.exports"
)
IDENTIFIER = re.compile(rb"[A-Za-z_$\x80-\xff][\w$\x80-\xff]*+")

CONTINUES = frozenset(b"=,(+-*&|?:<>!~^%.[{")
"""A line that ends in one of these goes on in the next."""
