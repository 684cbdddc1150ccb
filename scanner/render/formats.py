"""The formats a report can be written in: one module and one line each."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from scanner.model.refusal import UsageRefused
from scanner.model.report import Report

if TYPE_CHECKING:
    from scanner.render.language import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    name: str
    """As `--format` takes it."""
    suffix: str
    """Ending of a file name that chooses it."""

    module: str | None = None
    """Module below `scanner.render` that writes it; None: the one of its name."""

    def render(self, report: Report, language: "Language") -> bytes:
        """The report in this format. The module, with `render_NAME` in it, is imported when it is needed."""
        function = f"render_{self.name}".translate(_IN_NAMES)
        written: bytes = getattr(import_module(f"scanner.render.{self.module or self.name}"), function)(report, language)
        return written


_IN_NAMES = str.maketrans("-.", "__")
"""Marks of a version, as a function's name has them."""


FORMATS: tuple[Format, ...] = (
    Format(name="html", suffix=".html"),
    Format(name="json", suffix=".json"),
    Format(name="sarif", suffix=".sarif"),
    Format(name="cyclonedx", suffix=".cdx.json"),
    Format(name="cyclonedx-1.7", suffix=".1.7.cdx.json", module="cyclonedx"),
    Format(name="ocsf", suffix=".ocsf.json"),
    Format(name="oscal", suffix=".oscal.json"),
    Format(name="junit", suffix=".junit.xml"),
    Format(name="markdown", suffix=".md"),
    Format(name="intoto", suffix=".intoto.json"),
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
