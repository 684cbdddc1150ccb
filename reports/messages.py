"""Keeps the message catalogs in step with the code: `python reports/messages.py` extracts, updates, and says what is missing.

Messages come from the renderers, the templates, from what the shipped rules and policies say to people, and from the sentences that the
stages write into a report.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
CATALOG = ROOT / "scanner" / "render" / "locale" / "zh_CN" / "LC_MESSAGES" / "unmask.po"
KEYWORDS = {"N_": None, "gettext": None, "_": None, "ngettext": (1, 2), "n_": (1, 2)}

sys.path.insert(0, str(ROOT))


def messages() -> tuple[str, ...]:
    """Every message that reports may show, each once, those of the renderers first."""
    return tuple(dict.fromkeys((*renderer_messages(), *rule_messages(), *stage_messages())))


def renderer_messages() -> Iterator[str]:
    for path in sorted((ROOT / "scanner" / "render").glob("*.py")):
        yield from _extracted("python", path)
    for path in sorted((ROOT / "reports" / "templates").glob("*.j2")):
        yield from _extracted("jinja2.ext:babel_extract", path)


def rule_messages() -> Iterator[str]:
    """What shipped rules and policies say: titles, messages, notes, remediation."""
    from scanner.ruleset.strict_yaml import load  # after the path is set

    for path in sorted((*(ROOT / "rules" / "detections").glob("*/rule.yaml"), *(ROOT / "rules" / "policies").glob("*.yaml"))):
        if not path.name.endswith(".test.yaml"):
            yield from _told(load(path).value, "")


def stage_messages() -> Iterator[str]:
    """The sentences of the stages, but for those that `scanner/render/foreign.py` lists with other names for their slots."""
    from reports.sentences import sentences  # after the path is set

    listed = {_shape(message) for message in renderer_messages()}
    return (sentence for sentence in sentences(ROOT / "scanner") if _shape(sentence) not in listed)


def _shape(message: str) -> str:
    return re.sub(r"\{[a-z_]+\}", "{}", message)


def update() -> tuple[str, ...]:
    """Write the catalog anew with the translations that it has; returns the messages without one."""
    known = translations()
    catalog = Catalog(locale="zh_CN", fuzzy=False)
    for message in messages():
        catalog.add(message, known.get(message, ""))
    written = BytesIO()
    write_po(written, catalog, width=0, omit_header=True)
    CATALOG.write_bytes(_HEADER + written.getvalue())
    return untranslated()


def untranslated() -> tuple[str, ...]:
    """Messages that the catalog has no translation of."""
    known = translations()
    return tuple(message for message in messages() if not known.get(message))


def translations() -> dict[str, str]:
    with CATALOG.open("rb") as stream:
        return {str(message.id): str(message.string) for message in read_po(stream, locale="zh_CN") if message.id}


_HEADER = b"""# Simplified Chinese messages of the reports of unmask. Kept in step with the code by reports/messages.py.
msgid ""
msgstr ""
"Language: zh_CN\\n"
"Content-Type: text/plain; charset=utf-8\\n"

"""


def _extracted(method: str, path: Path) -> Iterator[str]:
    with path.open("rb") as stream:
        for _, message, _, _ in extract(method, stream, keywords=KEYWORDS, options={"newstyle_gettext": "false"}):
            yield from message if isinstance(message, tuple) else (message,)


_SAYING = frozenset({"title", "message", "summary", "note", "steps"})
"""Keys whose text is shown to people."""


def _told(value: object, key: str) -> Iterator[str]:
    match value:
        case dict():
            for name, inner in value.items():
                yield from _told(inner, str(name))
        case list() | tuple():
            for inner in value:
                yield from _told(inner, key)
        case str() if key in _SAYING and value:
            yield value


if __name__ == "__main__":
    missing = update()
    print("\n".join(missing))
    sys.exit(1 if missing else 0)
