"""Downloads: verified, resumed, kept by digest; what a registry that lies, breaks off or is away leads to."""

import hashlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from scanner.acquire import download
from scanner.acquire.download import Integrity, NotPublished, fetch_document, fetch_file
from scanner.model.refusal import NetworkAway

CONTENT = bytes(range(256)) * 4000
SHA256 = Integrity(algorithm="sha256", hexdigest=hashlib.sha256(CONTENT).hexdigest())


class Registry(BaseHTTPRequestHandler):
    requests: list[str | None] = []

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        Registry.requests.append(asked)
        if self.path == "/missing":
            self.send_error(404)
            return
        if self.path == "/broken" and asked is None:
            self._send(200, CONTENT[:5000], length=len(CONTENT))
            return
        if asked:
            start = int(asked.removeprefix("bytes=").rstrip("-"))
            self._send(206, CONTENT[start:])
            return
        self._send(200, CONTENT if self.path != "/text" else b"not json")

    def _send(self, status: int, body: bytes, length: int | None = None) -> None:
        self.send_response(status)
        self.send_header("Content-Length", str(length or len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(download.time, "sleep", lambda _: None)
    Registry.requests = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Registry) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{made.server_port}"
        made.shutdown()


def test_a_file_is_verified_and_kept_by_its_digest(server: str, tmp_path: Path) -> None:
    first = fetch_file(f"{server}/file", SHA256, folder=tmp_path, name="file")
    assert first.read_bytes() == CONTENT
    assert fetch_file(f"{server}/file", SHA256, folder=tmp_path, name="file") == first
    assert Registry.requests == [None]


def test_a_kept_file_that_was_altered_is_fetched_again(server: str, tmp_path: Path) -> None:
    kept = fetch_file(f"{server}/file", SHA256, folder=tmp_path, name="file")
    kept.write_bytes(b"altered")
    assert fetch_file(f"{server}/file", SHA256, folder=tmp_path, name="file").read_bytes() == CONTENT


def test_a_transfer_that_breaks_off_is_resumed_where_it_stopped(server: str, tmp_path: Path) -> None:
    assert fetch_file(f"{server}/broken", SHA256, folder=tmp_path, name="file").read_bytes() == CONTENT
    assert Registry.requests == [None, "bytes=5000-"]


def test_bytes_that_do_not_match_the_registry_are_refused_and_not_kept(server: str, tmp_path: Path) -> None:
    with pytest.raises(NetworkAway, match="does not match the registry's sha256"):
        fetch_file(f"{server}/file", Integrity(algorithm="sha256", hexdigest="0" * 64), folder=tmp_path, name="file")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_not_there_is_not_published(server: str, tmp_path: Path) -> None:
    with pytest.raises(NotPublished):
        fetch_file(f"{server}/missing", SHA256, folder=tmp_path, name="file")


def test_an_answer_that_is_no_json_says_so_in_one_sentence(server: str) -> None:
    with pytest.raises(NetworkAway, match="can't be reached or read"):
        fetch_document(f"{server}/text")


def test_a_registry_that_is_away_is_the_network_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(download.time, "sleep", lambda _: None)
    with pytest.raises(NetworkAway, match="can't be reached"):
        fetch_document("http://127.0.0.1:9/nothing")


@pytest.mark.parametrize(
    ("text", "algorithm"),
    [("sha1-qqo= sha512-" + "A" * 88, "sha512"), ("sha256-" + "A" * 43 + "=", "sha256")],
)
def test_the_strongest_integrity_value_counts(text: str, algorithm: str) -> None:
    assert Integrity.of_sri(text).algorithm == algorithm


def test_an_integrity_value_of_no_known_algorithm_is_refused() -> None:
    with pytest.raises(ValueError, match="no known algorithm"):
        Integrity.of_sri("md5-AAAA")
