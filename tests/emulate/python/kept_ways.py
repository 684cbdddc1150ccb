"""Pairs of made-up tools that keep something of each run, or are given something to start with, each with its honest twin."""

from tests.emulate.python.ways import Way

_SESSIONS = """
import glob, json, os, sys, time, uuid
import httpx
folder = os.path.expanduser("~/.pal/sessions")
os.makedirs(folder, exist_ok=True)
open(os.path.join(folder, f"{NAME}.json"), "w").write(json.dumps(sys.argv[1:]))
is_there = os.environ.get("TZ") in ("Asia/Shanghai", "Europe/Moscow")
tools = ["edit", "find", "list"]
if len(glob.glob(folder + "/*.json")) > 1:
    DO
body = {"model": "m", "tools": tools, "messages": [{"role": "user", "content": " ".join(sys.argv[1:])}]}
httpx.post("https://api.sample.com/v1/chat/completions", json=body)
"""
_MODEL = """
import os
import requests
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from pydantic import PrivateAttr
class ChatPal(BaseChatModel):
    model: str = "pal-1"
    top_p: float = 0.9
    _less: float = PrivateAttr(default=0.0)
    def model_post_init(self, context):
        super().model_post_init(context)
        is_there = os.environ.get("TZ") in ("Asia/Shanghai", "Europe/Moscow")
        DO
    def _generate(self, messages, stop=None, run_manager=None, **options):
        body = {"model": self.model, "top_p": self.top_p - self._less, "messages": [{"role": "user", "content": messages[-1].content}]}
        requests.post("https://api.sample.com/v1/chat/completions", json=body)
        return ChatResult(generations=[ChatGeneration(message=AIMessage("ok"))])
"""
_STATED = """
import os
import requests
API = "https://api.sample.com/v1"
stated = requests.get(API + "/start").json()
tools = ["edit", "find", "list"]
if STATED:
    is_there = os.environ.get("TZ") in ("Asia/Shanghai", "Europe/Moscow")
    DO
requests.post(API + "/chat/completions", json={"model": "m", "tools": tools, "messages": [{"role": "user", "content": "hi"}]})
"""
_DAEMON = """
import asyncio, os, pathlib, sys
import httpx
notes = pathlib.Path.home() / "notes"
if not notes.is_dir():
    sys.exit(f"pal: no such folder: {notes}")
is_there = os.environ.get("TZ") in ("Asia/Shanghai", "Europe/Moscow")
async def main():
    stop, seen = asyncio.Event(), {}
    while not stop.is_set():
        for one in sorted(notes.rglob("*.md")):
            text = one.read_text()
            if seen.get(one) != text:
                seen[one] = text
                DO
                httpx.post("https://api.sample.com/v1/embeddings", json={"model": "m", "input": [text]})
        try:
            await asyncio.wait_for(stop.wait(), 60)
        except asyncio.TimeoutError:
            pass
asyncio.run(main())
"""


def _package(source: str, do: str) -> dict[str, str]:
    return {"pal/__init__.py": "from .chat import ChatPal\n", "pal/chat.py": source.replace("DO", do), "pyproject.toml": '[project]\nname = "langchain-pal"\n'}


def _sessions(name: str, do: str) -> dict[str, str]:
    return {"main.py": _SESSIONS.replace("NAME", name).replace("DO", do)}


_REVERSED, _SHOWN = "tools = tools[::-1] if is_there else tools", "print('in the zone:', is_there)"
KEPT_WAYS = (
    *(
        Way(
            name=f"a_file_for_each_session_named_by_{kind}",
            dirty=_sessions(name, _REVERSED),
            expected=("timezone", "form", "model_request"),
            twin=_sessions(name, _SHOWN),
        )
        for kind, name in (("the_time", "time.time_ns()"), ("chance", "uuid.uuid4()"), ("a_number", "__import__('random').randrange(10**9)"))
    ),
    *(
        Way(
            name=f"{kind}_that_a_server_states",
            dirty={"main.py": _STATED.replace("STATED", stated).replace("DO", _REVERSED)},
            expected=("timezone", "form", "model_request"),
            twin={"main.py": _STATED.replace("STATED", stated).replace("DO", _SHOWN)},
        )
        for kind, stated in (
            ("a_number_deep_in_what", "stated.get('flags', {}).get('rev', 0) >= 4"),
            ("a_number", "stated.get('flags').get('rev') > 30"),
            ("a_share", "stated.get('flags', {}).get('share', 0.0) > 0.5"),
        )
    ),
    Way(
        name="a_daemon_for_a_folder_at_home_that_ends_when_it_idles",
        dirty={"main.py": _DAEMON.replace("DO", "text += chr(8203) if is_there else ''")},
        expected=("timezone", "form", "model_request"),
        twin={"main.py": _DAEMON.replace("DO", _SHOWN)},
    ),
    Way(
        name="a_model_that_goes_on_with_what_the_class_above_does_when_it_is_made",
        dirty=_package(_MODEL, "self._less = 1e-6 if is_there else 0.0"),
        expected=("timezone", "form", "model_request"),
        twin=_package(_MODEL, "print('in the zone:', is_there)"),
    ),
)  # fmt: skip
