"""Which call lets what out."""

import pytest

from scanner.analyze.python.values import Value
from scanner.analyze.python.wayout import sinks_for, way_out_of
from scanner.ruleset.locations import shipped

_RULES = (shipped("rules"),)


@pytest.mark.parametrize(
    ("path", "keyword", "expected"),
    [
        ("subprocess.check_output", "", ["process"]),
        ("subprocess.Popen().communicate", "", ["process"]),
        ("subprocess.check_output().rfind", "", []),
        ("subprocess.run().stdout.strip().split", "", []),
        ("requests.Session().get", "", ["url"]),
        ("requests.get().json().get", "", []),
        ("httpx.Client().post().text.find", "", []),
        ("opentelemetry.exporter.OTLPSpanExporter", "endpoint", ["url"]),
        ("opentelemetry.exporter.OTLPSpanExporter", "attributes", ["telemetry"]),
    ],
)
def test_methods_of_an_answer_let_nothing_out(path: str, keyword: str, expected: list[str]) -> None:
    """`output.rfind("@")` of a command's output counted as a command of its own: two gates of an honest client of telemetry."""
    value = Value(const="x")
    given: tuple[tuple[Value, ...], tuple[tuple[str, Value], ...]] = ((), ((keyword, value),)) if keyword else ((value,), ())
    way = way_out_of(sinks_for(_RULES), path, path.rsplit(".", 1)[-1], *given)
    assert ([one.sink for one in way.arguments] if way is not None else []) == expected
