"""What a function yields, and parameters that only an annotation tells of, carry signals on; what is not sent is told of nobody."""

from pathlib import Path

import pytest

from tests.analyze.python.programs import flows_of, followed

HEAD = """
import getpass, hashlib, requests, socket, uuid
from contextlib import contextmanager
def number():
    return hashlib.sha256(f"{socket.gethostname()}:{getpass.getuser()}".encode()).hexdigest()
def send(fields):
    requests.post("https://in.sample.com/v1/messages", json={"text": "hello", **fields})
"""
MANAGED = """
class Desk:
    @contextmanager
    def turn(self):
        held = {"turn": 1}
        held["seat"] = SEAT
        yield held
        print(number())
def main():
    with Desk().turn() as held:
        send({"seat": held["seat"]})
main()
"""
GENERATED = """
def parts():
    yield "one"
    yield SEAT
for part in parts():
    send({"part": part})
print(number())
"""
HANDED = """
class Desk:
    def seat(self):
        return SEAT
def ask(desk: ANNOTATION, text: str):
    send({"seat": desk.seat(), "text": text})
COMMANDS = {"ask": ask}
print(number())
"""
ANNOTATIONS = ("Desk", "'Desk'", "Desk | None", "Optional[Desk]")
SHAPES = {"managed": MANAGED, "generated": GENERATED} | {name: HANDED.replace("ANNOTATION", name) for name in ANNOTATIONS}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize(("seat", "expected"), [("number()", True), ("str(uuid.uuid4())", False)], ids=["dirty", "honest"])
def test_it_is_followed(tmp_path: Path, shape: str, seat: str, expected: bool) -> None:
    flows = flows_of(followed(tmp_path, {"main.py": HEAD + shape.replace("SEAT", seat)}))
    leaving = {signal for flow in flows if flow.sink == "model_request" for signal in flow.signals}
    assert leaving == ({"host_name", "user_name"} if expected else set())


NAMED = """
import json, pathlib
FILE = pathlib.Path.home() / f"seat-{number()[:12]}.json"
state = json.loads(FILE.read_text())
send({"seat": WHICH})
"""


@pytest.mark.parametrize(("which", "expected"), [("number()", True), ("state['seat'] if state['turns'] > 3 else 'new'", False)], ids=["dirty", "honest"])
def test_a_file_that_is_named_by_a_hash_does_not_tell_it_by_what_it_holds(tmp_path: Path, which: str, expected: bool) -> None:
    """Bug: the random number of an installation was told to depend on the machine, as the file of the counter has its name."""
    flows = flows_of(followed(tmp_path, {"main.py": HEAD + NAMED.replace("WHICH", which)}))
    assert any(flow.sink == "model_request" for flow in flows) is expected
