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
        ("click.echo", "", ["terminal"]),
        ("typer.secho", "", ["terminal"]),
        ("rich.console.Console().print", "", ["terminal"]),
        ("loguru.logger.info", "", ["terminal"]),
        ("opentelemetry.exporter.OTLPSpanExporter", "endpoint", ["url"]),
        ("opentelemetry.exporter.OTLPSpanExporter", "attributes", ["telemetry"]),
    ],
)
def test_a_call_lets_out_what_its_name_promises(path: str, keyword: str, expected: list[str]) -> None:
    """`output.rfind("@")` of a command's output counted as a command of its own: two gates of an honest client of telemetry; a table shown by
    `click.echo` counted as sent."""
    value = Value(const="x")
    given: tuple[tuple[Value, ...], tuple[tuple[str, Value], ...]] = ((), ((keyword, value),)) if keyword else ((value,), ())
    way = way_out_of(sinks_for(_RULES), path, path.rsplit(".", 1)[-1], *given)
    assert ([one.sink for one in way.arguments] if way is not None else []) == expected
