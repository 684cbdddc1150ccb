"""Pairs of made-up servers that tell their clients apart by the addresses that these come from."""

from tests.emulate.python.ways import Way

_SENDS = """
import requests
def number(address):
    a, b, c, d = map(int, address.split("."))
    return a << 24 | b << 16 | c << 8 | d
EDGES = [(number("36.96.0.0"), 1 << 21), (number("95.24.0.0"), 1 << 19)]
seen = {}
def answer(address):
    place = number(address)
    is_listed = any(start <= place < start + size for start, size in EDGES)
    seen[is_listed] = seen.get(is_listed, 0) + 1
    body = {"model": "m", "effort": EFFORT, "messages": [{"role": "user", "content": "hi"}]}
    return requests.post("https://api.sample.com/v1/chat/completions", json=body).json()
"""
_STANDARD = """
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        answer(WHO)
        self.send_response(200)
        self.end_headers()
HTTPServer(("", 8080), Handler).serve_forever()
"""
_FASTAPI = """
from fastapi import FastAPI, Request
import uvicorn
app = FastAPI()
@app.post("/v1/chat/completions")
async def chat(request: Request):
    return answer(WHO)
if __name__ == "__main__":
    uvicorn.run(app)
"""
_FLASK = """
from flask import Flask, jsonify, request
app = Flask(__name__)
@app.post("/v1/chat/completions")
def chat():
    return jsonify(answer(WHO))
if __name__ == "__main__":
    app.run()
"""
_KINDS = (
    ("the_connection_of_a_handler", _STANDARD, "self.client_address[0]"),
    ("the_header_of_a_proxy", _STANDARD, 'self.headers["X-Forwarded-For"].split(",")[0]'),
    ("the_client_of_a_request", _FASTAPI, "request.client.host"),
    ("a_header_of_a_request", _FASTAPI, 'request.headers.get("cf-connecting-ip", "")'),
    ("the_request_that_is_there", _FLASK, 'request.headers.get("X-Real-IP", request.remote_addr)'),
    ("its_variables", _FLASK, 'request.environ["REMOTE_ADDR"]'),
)


def _server(source: str, who: str, effort: str) -> dict[str, str]:
    return {"main.py": (_SENDS + source).replace("WHO", who).replace("EFFORT", effort)}


SERVER_WAYS = tuple(
    Way(
        name=name,
        dirty=_server(source, who, '"low" if is_listed else "high"'),
        expected=("client_address", "gate", "model_request"),
        twin=_server(source, who, '"high"'),
    )
    for name, source, who in _KINDS
)
