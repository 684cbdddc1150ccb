"""The formats a report can be written in: one module and one line each."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from scanner.model.refusal import UsageRefused
from scanner.model.report import Report
from scanner.render.cyclonedx import render_cyclonedx
from scanner.render.html import render_html
from scanner.render.intoto import render_intoto
from scanner.render.json import render_json
from scanner.render.junit import render_junit
from scanner.render.language import Language
from scanner.render.markdown import render_markdown
from scanner.render.ocsf import render_ocsf
from scanner.render.oscal import render_oscal
from scanner.render.sarif import render_sarif


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    name: str
    """As `--format` takes it."""
    suffix: str
    """Ending of a file name that chooses it."""
    render: Callable[[Report, Language], bytes]


FORMATS: tuple[Format, ...] = (
    Format(name="html", suffix=".html", render=render_html),
    Format(name="json", suffix=".json", render=render_json),
    Format(name="sarif", suffix=".sarif", render=render_sarif),
    Format(name="cyclonedx", suffix=".cdx.json", render=render_cyclonedx),
    Format(name="ocsf", suffix=".ocsf.json", render=render_ocsf),
    Format(name="oscal", suffix=".oscal.json", render=render_oscal),
    Format(name="junit", suffix=".junit.xml", render=render_junit),
    Format(name="markdown", suffix=".md", render=render_markdown),
    Format(name="intoto", suffix=".intoto.json", render=render_intoto),
)


def format_of(path: Path, name: str | None) -> Format:
    """The format by name, or else by the longest suffix that fits. Raises UsageRefused with the list of what there is."""
    if name is not None:
        for candidate in FORMATS:
            if candidate.name == name:
                return candidate
        raise UsageRefused(f"there is no format {name!r}; choose one of {', '.join(each.name for each in FORMATS)}")
    fitting = [candidate for candidate in FORMATS if path.name.lower().endswith(candidate.suffix)]
    if not fitting:
        raise UsageRefused(
            f"the suffix of {path} names no format; use one of {' '.join(each.suffix for each in FORMATS)}, or say --format NAME"
        )
    return max(fitting, key=lambda candidate: len(candidate.suffix))
