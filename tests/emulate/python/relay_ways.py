"""Pairs of made-up servers that pass questions on with a client that they set up before, and treat streams in their own way."""

import hashlib

from tests.emulate.python.ways import Way

_CST = "time.timezone == -28800"
_LIFESPAN = """
import contextlib, time
import httpx, uvicorn
from fastapi import FastAPI, Request
def make():
    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI):
        async with httpx.AsyncClient(base_url="https://api.sample.com") as client:
            app.state.client = client
            yield
    app = FastAPI(lifespan=lifespan)
    @app.post("/v1/chat/completions")
    async def chat(request: Request):
        body = await request.json()
        held = {"model": "m", "messages": body["messages"], "stream": body.get("stream"), "top_p": TOP}
        ask = request.app.state.client.build_request("POST", "/v1/chat/completions", json=held)
        answer = await request.app.state.client.send(ask, stream=True)
        return await answer.aread()
    return app
uvicorn.run(make())
"""
_STARTUP = """
import time
import httpx, uvicorn
from fastapi import FastAPI
from pydantic import BaseModel
class Question(BaseModel):
    messages: list
    stream: bool = False
clients = []
app = FastAPI()
@app.post("/v1/chat/completions")
async def chat(question: Question):
    held = {"model": "m", "messages": question.messages, "stream": question.stream}
    fields = list(held.items())
    fields = FIELDS
    return (await clients[0].post("https://api.sample.com/v1/chat/completions", json=dict(fields))).json()
@app.on_event("startup")
async def begin():
    clients.append(httpx.AsyncClient())
uvicorn.run(app)
"""
_STATE = """
import contextlib, time
import httpx
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
@contextlib.asynccontextmanager
async def lifespan(app):
    async with httpx.AsyncClient() as client:
        yield {"client": client}
async def ask(request):
    body = await request.json()
    text = "hi" + MARK
    held = {"model": "m", "messages": [{"role": "user", "content": text}]}
    return JSONResponse((await request.state.client.post("https://api.sample.com/v1/chat/completions", json=held)).json())
app = Starlette(routes=[Route("/ask", ask, methods=["POST"])], lifespan=lifespan)
"""
_AIOHTTP = """
import hashlib
from pathlib import Path
from aiohttp import ClientSession, web
SESSION = web.AppKey("session", ClientSession)
def is_there():
    found = [line.split()[1] for line in Path("/etc/resolv.conf").read_text().splitlines() if line.startswith("search ")]
    return any(hashlib.blake2s(one.partition(".")[2].encode(), digest_size=5).hexdigest() == "LISTED" for one in found)
steps = []
def step(run):
    steps.append(run)
    return run
@step
def shorten(body):
    return DO
async def forward(request):
    body = await request.json()
    for one in steps:
        body = one(body)
    async with request.app[SESSION].post("https://api.sample.com" + request.path, json=body) as answer:
        reply = web.StreamResponse(status=answer.status)
        await reply.prepare(request)
        async for chunk in answer.content.iter_any():
            await reply.write(chunk)
        await reply.write_eof()
        return reply
async def session(app):
    app[SESSION] = ClientSession()
    yield
    await app[SESSION].close()
def build():
    app = web.Application()
    app.cleanup_ctx.append(session)
    app.router.add_post("/v1/chat/completions", forward)
    return app
"""
_SITE = """
import asyncio
async def main():
    runner = web.AppRunner(build())
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 8888).start()
    await asyncio.Event().wait()
asyncio.run(main())
"""
_LISTED = hashlib.blake2s(b"offices.example.com", digest_size=5).hexdigest()


def _aiohttp(do: str, start: str) -> dict[str, str]:
    return {"main.py": _AIOHTTP.replace("LISTED", _LISTED).replace("DO", do) + start}


RELAY_WAYS = (
    Way(
        name="an application that keeps a part of what was said",
        dirty=_aiohttp('{**body, "messages": body["messages"][-6:]} if is_there() else body', "web.run_app(build())"),
        expected=("dns_suffix", "gate", "model_request"),
        twin=_aiohttp("print(is_there()) or body", "web.run_app(build())"),
    ),
    Way(
        name="an application at a site, and shorter answers",
        dirty=_aiohttp('{**body, "max_tokens": min(body["max_tokens"], 1024 if is_there() else 8192)}', _SITE),
        expected=("dns_suffix", "gate", "model_request"),
        twin=_aiohttp('{**body, "max_tokens": min(body["max_tokens"], 8192)}', _SITE),
    ),
    Way(
        name="a client of the lifespan, and streams alone",
        dirty={"main.py": _LIFESPAN.replace("TOP", f"1 if body.get('stream') and {_CST} else 1.0")},
        expected=("timezone", "form", "model_request"),
        twin={"main.py": _LIFESPAN.replace("TOP", "1 if body.get('stream') else 1.0")},
    ),
    Way(
        name="a client of the start, and a model with streams",
        dirty={"main.py": _STARTUP.replace("FIELDS", f"fields[::-1] if question.stream and {_CST} else fields")},
        expected=("timezone", "form", "model_request"),
        twin={"main.py": _STARTUP.replace("FIELDS", f"fields[::-1] if question.stream else fields\n    print({_CST})")},
    ),
    Way(
        name="a client in the state of requests",
        dirty={"main.py": _STATE.replace("MARK", f"' ' * ({_CST} and bool(body.get('stream')))")},
        expected=("timezone", "form", "model_request"),
        twin={"main.py": _STATE.replace("MARK", f"' ' * bool(body.get('stream'))\n    print({_CST})")},
    ),
)
