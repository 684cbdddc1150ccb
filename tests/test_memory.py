"""What is kept between runs, and when it is not recalled."""

from pathlib import Path

import pytest

from scanner import memory as memory_module
from scanner.analyze.worker import Examined
from scanner.memory import Memory

SEEN = Examined(observations=(), bytes_examined=7)


def test_a_kept_result_is_recalled(tmp_path: Path) -> None:
    memory = Memory(folder=tmp_path)
    memory.keep(memory.key("a"), SEEN, Examined)
    assert memory.recall(memory.key("a"), Examined) == SEEN
    assert memory.recall(memory.key("b"), Examined) is None


def test_a_result_of_other_code_is_not_recalled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(folder=tmp_path)
    memory.keep(memory.key("a"), SEEN, Examined)
    monkeypatch.setattr(memory_module, "product_digest", lambda: "another")
    assert memory.recall(memory.key("a"), Examined) is None


@pytest.mark.parametrize("content", [b"", b"{", b'{"observations": 1}', b"\xff" * 100])
def test_a_broken_kept_result_is_examined_anew(tmp_path: Path, content: bytes) -> None:
    memory = Memory(folder=tmp_path)
    memory.keep(memory.key("a"), SEEN, Examined)
    (path,) = tmp_path.rglob("*.json")
    path.write_bytes(content)
    assert memory.recall(memory.key("a"), Examined) is None


def test_without_a_folder_nothing_is_kept(tmp_path: Path) -> None:
    memory = Memory(folder=None)
    memory.keep(memory.key("a"), SEEN, Examined)
    assert memory.recall(memory.key("a"), Examined) is None
    assert not list(tmp_path.iterdir())
