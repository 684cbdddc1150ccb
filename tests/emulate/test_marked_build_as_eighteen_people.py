"""The line of a marked build, computed by its own code for eighteen people of whom it is known what each of them got."""

from pathlib import Path

import pytest

from scanner.emulate.slices import _SliceRun
from scanner.model.program import Slice
from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import Signal, signals_of
from scanner.world.persona import Change, persona
from scanner.world.recording import Act
from tests.analyze.javascript.test_real_bundles import bundle

pytestmark = pytest.mark.real

LOCAL = "http://127.0.0.1:8080"
PEOPLE = [
    (None, "Asia/Shanghai", "'", "-"),
    ("https://api.anthropic.com", "Asia/Shanghai", "'", "-"),
    (LOCAL, "UTC", "'", "-"),
    (LOCAL, "Asia/Shanghai", "'", "/"),
    (LOCAL, "Asia/Urumqi", "'", "/"),
    (LOCAL, "Asia/Hong_Kong", "'", "-"),
    ("https://gw.example.cn", "UTC", "\u2019", "-"),
    ("https://idealab.alibaba-inc.com", "Asia/Shanghai", "\u2019", "/"),
    ("https://api.deepseek.com/anthropic", "UTC", "\u02bc", "-"),
    ("https://api.moonshot.ai/anthropic", "UTC", "\u02b9", "-"),
    ("https://dashscope.aliyuncs.com/x", "UTC", "\u02b9", "-"),
    ("https://open.bigmodel.cn/api/anthropic", "Asia/Shanghai", "\u02b9", "/"),
    ("https://ark.cn-beijing.volces.com/api", "UTC", "\u02bc", "-"),
    ("https://openrouter.ai/api", "UTC", "'", "-"),
    ("https://api.minimax.io/anthropic", "UTC", "\u02bc", "-"),
    ("https://api.anthropic.com:8443", "Asia/Shanghai", "'", "/"),
    ("https://mydeepseekproxy.corp.example", "UTC", "\u02bc", "-"),
    ("not a url", "Asia/Shanghai", "'", "/"),
]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Slice:
    """The slice whose target makes the line."""
    cut = bundle("@anthropic-ai/claude-code@2.1.91", tmp_path_factory.mktemp("marked")).slices
    return next(one for one in cut if set(one.signals) == {"gateway_host", "timezone"} and one.way_out == "model_request")


def _signals(base_url: str | None) -> tuple[Signal, ...]:
    """The shipped signals, but for the address of the gateway: taken as it is written, or not set at all."""

    def told(signal: Signal) -> Signal:
        if signal.id != "gateway_host":
            return signal
        environment = dict.fromkeys(signal.world.environment, "{{gateway_host}}") if base_url is not None else {}
        return signal.model_copy(update={"world": signal.world.model_copy(update={"environment": environment})})

    return tuple(map(told, signals_of((Path(shipped("rules")),))))


@pytest.mark.parametrize(("base_url", "zone", "apostrophe", "separator"), PEOPLE)
def test_each_of_eighteen_people_gets_the_line_that_was_measured(
    line: Slice, base_url: str | None, zone: str, apostrophe: str, separator: str
) -> None:
    signals = _signals(base_url)
    changes = [Change(axis="timezone", value=zone, origin="measured")]
    if base_url is not None:
        changes.append(Change(axis="gateway_host", value=base_url, origin="measured"))
    with _SliceRun(line, signals) as run:
        recording = run(persona(signals, tuple(changes)))
    texts = [event.text for event in recording.events if isinstance(event, Act) and event.kind == "result"]
    assert any(f"Today{apostrophe}s date is 2026{separator}" in text for text in texts), texts
