"""The report as JUnit XML: a test suite for each tool, a test case for each control."""

import re
from xml.etree import ElementTree

from scanner.model.report import Enforcement, Report, Tool, Verdict, VerdictStatus
from scanner.render.chips import clipped, visible
from scanner.render.headline import callings
from scanner.render.json import PRODUCT
from scanner.render.language import Language

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold."""


def render_junit(report: Report, language: Language) -> bytes:
    """Fail is a failure; not evaluated and error are errors; waived and not applicable are skipped."""
    root = ElementTree.Element("testsuites", {"name": PRODUCT})
    for number, tool in enumerate(report.tools):
        root.append(_suite(number, tool, report, language))
    ElementTree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(root, encoding="unicode")}\n'.encode()


def _suite(number: int, tool: Tool, report: Report, language: Language) -> ElementTree.Element:
    verdicts = [verdict for verdict in report.verdicts if verdict.tool == tool.key]
    cases = [_case(verdict, language) for verdict in verdicts]
    suite = ElementTree.Element(
        "testsuite",
        {
            "name": _text(callings(report)[tool.key]),
            "id": str(number),
            "package": PRODUCT,
            "hostname": _text(report.host),
            "timestamp": report.generated_utc.removesuffix("Z"),
            "tests": str(len(verdicts)),
            "failures": _count(cases, "failure"),
            "errors": _count(cases, "error"),
            "skipped": _count(cases, "skipped"),
            "time": "0",
        },
    )
    suite.extend(cases)
    return suite


def _count(cases: list[ElementTree.Element], mark: str) -> str:
    return str(sum(case.find(mark) is not None for case in cases))


def _case(verdict: Verdict, language: Language) -> ElementTree.Element:
    title = _text(language.told(verdict.title))
    case = ElementTree.Element(
        "testcase", {"name": f"{_text(verdict.control)} {title}", "classname": _text(f"{verdict.policy}.{verdict.tool}"), "time": "0"}
    )
    message = _text(language.told(verdict.message))
    if verdict.enforcement is Enforcement.REPORT and verdict.status in {VerdictStatus.FAIL, VerdictStatus.NOT_EVALUATED}:
        ElementTree.SubElement(case, "skipped", {"message": f"{verdict.status.value}, reported only: {message}"})
        return case
    match verdict.status:
        case VerdictStatus.FAIL:
            mark = ElementTree.SubElement(case, "failure", {"type": verdict.enforcement.value, "message": message})
            mark.text = _text("\n".join((verdict.message, *verdict.findings)))
        case VerdictStatus.NOT_EVALUATED | VerdictStatus.ERROR:
            ElementTree.SubElement(case, "error", {"type": verdict.status.value, "message": message})
        case VerdictStatus.WAIVED | VerdictStatus.NOT_APPLICABLE:
            ElementTree.SubElement(case, "skipped", {"message": f"{verdict.status.value}: {message}"})
        case VerdictStatus.PASS:
            return case
    return case


def _text(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", visible(clipped(text, 1000)))
