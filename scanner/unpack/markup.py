"""Scripts inside of pages and other markup: the elements of HTML, SVG, Vue and Svelte files, and what their attributes run.

The scripts of one file share their names and run in order, so that they come out as one program. Pages that a server fills in
hold its marks amid the code; what does not parse for that reason is a gap of the analysis.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import tree_sitter_html
from tree_sitter import Language, Node, Parser

from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_MARKS = re.compile(rb"<script[\s>]|\son[a-z]{3,30}\s{0,8}=|[\"'\s=]javascript:", re.IGNORECASE)
_PIECES = re.compile(
    rb"(?P<comment><!--.*?(?:-->|\Z))|(?P<script><script[\s>].*?(?:</script\s*>|\Z))|(?P<handler>\son[a-z]{3,30}\s{0,8}=|[\"'\s=]javascript:)",
    re.IGNORECASE | re.DOTALL,
)
_CLOSING = b"</script>"
_CLOSED = re.compile(rb"</script\s*>\Z", re.IGNORECASE)
_TAG_BYTES = (4096, 1 << 18)
"""A tag is looked for in so much text, and in more where it does not end there."""
_TAGS_MAX = 5_000
_BYTES_MAX = 64 << 20
"""The largest page met, with its libraries inside, has 9 MB."""
_TYPES = re.compile(
    r"(?:|module|(?:text|application)/(?:java|ecma|type|babel|jsx|tsx|x-java)(?:script)?(?:\s*;.*)?|ts|tsx|jsx|js)\Z", re.IGNORECASE
)
"""Types of elements that are run; others hold data or templates."""
_CDATA = re.compile(rb"\A\s*(?://|/\*)?\s*<!\[CDATA\[(?:\s*\*/)?|(?://|/\*)?\s*\]\]>(?:\s*\*/)?\s*\Z")
_COMMENT = re.compile(rb"\A\s*<!--[^\n]*\n?|\n?\s*(?://)?\s*-->\s*\Z")
_SCHEME = re.compile(r"\s*javascript:", re.IGNORECASE)
_XML = re.compile(rb"\s*(?:\xef\xbb\xbf)?(?:<\?xml|<svg[\s>])")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Script:
    at: int
    """Offset of its code in the file."""
    code: bytes
    is_typed: bool = False


def holds_scripts(source: Source) -> bool:
    """True where the markup has a script of its own."""
    return _MARKS.search(source.searchable) is not None


def open_markup(source: Source, sink: Sink) -> None:
    """Take out what runs when the file is shown, in the order in which it runs, then what runs when somebody does something."""
    if source.size > _BYTES_MAX:
        raise Damaged(f"its {source.size} bytes are more than the {_BYTES_MAX} that are read of a page")
    text = source.at(0, source.size)
    scripts = list(_scripts(text, sink))
    if scripts:
        places = ", ".join(str(script.at) for script in scripts[:8])
        sink.add(
            "(scripts)", [b"\n;\n".join(script.code for script in scripts) + b"\n"], origin=f"scripts at {places}",
            is_name_of_member=False, suffix=".ts" if any(script.is_typed for script in scripts) else ".js",
        )


def _scripts(text: bytes, sink: Sink) -> Iterator[_Script]:
    """Only the tags concerned are parsed: pages may be nested so deep that the whole of one takes minutes."""
    is_xml = _XML.match(text) is not None
    handlers: list[_Script] = []
    end, tags = 0, 0
    for match in _PIECES.finditer(text):
        if match.start() < end:
            continue  # inside the tag before
        if match["script"] is not None:
            yield from _element(text[match.start() : match.end()], match.start(), is_xml=is_xml)
        elif match["handler"] is not None:
            tags += 1
            if tags == _TAGS_MAX:
                sink.gap(f"more than {_TAGS_MAX} tags look as if they had code in attributes; that of further ones was not read")
            if tags >= _TAGS_MAX:
                continue  # reported above
            start = text.rfind(b"<", max(end, match.start() - _TAG_BYTES[-1]), match.start())
            tag = _tag(text, start) if start >= 0 else None
            if tag is not None:
                end = start + tag.end_byte
                handlers += (script for kid in tag.children if kid.type == "attribute" for script in _handler(kid, start))
    yield from handlers


def _tag(text: bytes, start: int) -> Node | None:
    """The tag that begins at an offset; None: there is none, or it is longer than any real one."""
    for size in _TAG_BYTES:
        root = _parser().parse(text[start : start + size]).root_node
        found = next((node for node in _nodes(root) if node.type in ("start_tag", "self_closing_tag")), None)
        if found is not None and found.start_byte == 0:
            return found
        if start + size >= len(text):
            break
    return None


def _nodes(root: Node) -> Iterator[Node]:
    """All nodes, in the order of the text."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def _element(piece: bytes, start: int, *, is_xml: bool) -> Iterator[_Script]:
    whole = piece if _CLOSED.search(piece) else piece + _CLOSING  # what is never closed is read to the end of the page
    root = _parser().parse(whole).root_node
    node = next((node for node in _nodes(root) if node.type == "script_element"), None)
    if node is None:
        return
    code = next((kid for kid in node.children if kid.type == "raw_text"), None)
    tag = next((kid for kid in node.children if kid.type == "start_tag"), None)
    if code is None or tag is None or not code.text:
        return
    stated = {name: value for kid in tag.children if kid.type == "attribute" for name, value in [_attribute(kid)]}
    if not _TYPES.match(stated.get("type", "")) or not _TYPES.match(stated.get("lang", "")):
        return
    inner = code.text
    if is_xml and b"<![CDATA[" not in inner:
        inner = html.unescape(inner.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
    bare = _COMMENT.sub(b"", _CDATA.sub(b"", inner))
    if bare.strip():
        is_typed = "ts" in stated.get("lang", "") or "typescript" in stated.get("type", "")
        yield _Script(at=start + code.start_byte, code=bare, is_typed=is_typed)


def _handler(node: Node, start: int) -> Iterator[_Script]:
    """`onload="..."` and `href="javascript:..."`: code that runs on an event."""
    name, value = _attribute(node)
    scheme = _SCHEME.match(value)
    is_event = re.fullmatch(r"on[a-z]{3,30}", name) is not None
    if value.strip() and (is_event or scheme):
        code = value[scheme.end() :] if scheme else value
        yield _Script(at=start + node.start_byte, code=b"(function(event){" + code.encode("utf-8", "surrogateescape") + b"\n})({});")


def _attribute(node: Node) -> tuple[str, str]:
    """Name in lower case, and value without quotes and entities."""
    name, value = "", ""
    for kid in _nodes(node):
        text = (kid.text or b"").decode("utf-8", "surrogateescape")
        if kid.type == "attribute_name":
            name = text.lower()
        elif kid.type == "attribute_value":
            value = html.unescape(text)
    return name, value


@cache
def _parser() -> Parser:
    return Parser(Language(tree_sitter_html.language()))
