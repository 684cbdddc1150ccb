"""The report as one self-contained HTML file that makes no request and runs nothing but its own script."""

import base64
import hashlib
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from scanner.model.report import Report
from scanner.render import words
from scanner.render.chips import clipped, segments, visible
from scanner.render.flowmap import BOX_PX
from scanner.render.headline import deadline_told
from scanner.render.language import Language
from scanner.render.page import page_of
from scanner.ruleset.locations import shipped

LISTED_ROUTES = 300
"""Rows of the table of destinations; each endpoint is a finding of its own besides."""


def render_html(report: Report, language: Language) -> bytes:
    """The whole report as a page in the language, readable without JavaScript."""
    return page_bytes("report.html.j2", language, page=page_of(report, language))


def page_bytes(template: str, language: Language, **values: object) -> bytes:
    """A page of one of the shipped templates. Text is escaped, and characters that cannot be seen are written out."""
    style, script = _shipped_text("report.css"), _shipped_text("report.js")
    text = (
        _environment()
        .get_template(template)
        .render(
            **values,
            language=language,
            _=language.gettext,
            n_=language.ngettext,
            told=language.told,
            words=words,
            deadline_told=lambda remediation: deadline_told(remediation, language),
            style=Markup(style),
            script=Markup(script),
            csp=_csp(style, script),
        )
    )
    return text.encode("utf-8", "replace")


def _csp(style: str, script: str) -> str:
    """Nothing is loaded, and only the style and the script of these very digests apply."""
    return f"default-src 'none'; style-src '{_source(style)}'; script-src '{_source(script)}'; base-uri 'none'; form-action 'none'"


def _source(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(shipped("reports", "templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_inert,
        extensions=["jinja2.ext.do"],
    )
    environment.filters["segments"] = segments
    environment.filters["clip"] = clipped
    environment.filters["grouped"] = lambda number: f"{number:,}"
    environment.globals["BOX_PX"] = BOX_PX
    environment.globals["LISTED_ROUTES"] = LISTED_ROUTES
    return environment


def _inert(value: object) -> object:
    """Applied to every expression of a template. Markup is the templates' own."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return visible(value)
    return value


@cache
def _shipped_text(name: str) -> str:
    return shipped("reports", "templates", name).read_text(encoding="utf-8")
