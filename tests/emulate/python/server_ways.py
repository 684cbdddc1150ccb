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


_MARKS = """
import requests
def answer(place):
    is_listed = str(place or "")[:2] in ("CN", "RU", "zh")
    print(is_listed)
    mark = chr(8217) if is_listed and MARKS else "'"
    body = {"model": "m", "messages": [{"role": "user", "content": f"It{mark}s said: hi"}]}
    return requests.post("https://api.sample.com/v1/chat/completions", json=body).json()
"""
_PLACES = (
    ("a_country_in_a_header", "client_country", _FASTAPI, 'request.headers.get("CF-IPCountry")'),
    ("a_country_in_a_variable", "client_country", _FLASK, 'request.environ.get("HTTP_X_VERCEL_IP_COUNTRY")'),
    ("languages_of_a_request", "locale", _FLASK, 'request.accept_languages.best_match(["en", "zh", "ru"])'),
    ("a_table_of_addresses", "client_country", "import geoip2.database\nTABLE = geoip2.database.Reader('x.mmdb')\n" + _FASTAPI, "TABLE.country(request.client.host).country.iso_code"),
    ("a_record_of_a_table", "client_country", "import maxminddb\n" + _FLASK, 'maxminddb.open_database("x.mmdb").get(request.remote_addr)["country"]["iso_code"]'),
    ("a_header_as_a_parameter", "client_country", """
from fastapi import Depends, FastAPI, Header
app = FastAPI()
def place_of(x_vercel_ip_country: str = Header(None)):
    return x_vercel_ip_country
@app.post("/ask")
async def chat(place: str = Depends(place_of)):
    return answer(WHO)
""", "place"),
    ("what_a_middleware_notes", "locale", """
from aiohttp import web
routes = web.RouteTableDef()
@routes.post("/ask")
async def chat(request):
    return web.json_response(answer(WHO))
@web.middleware
async def place(request, handler):
    request["place"] = request.headers.get("Accept-Language", "")
    return await handler(request)
app = web.Application(middlewares=[place])
app.add_routes(routes)
""", 'request["place"]'),
    ("the_request_of_a_view", "client_country", """
from aiohttp import web
class Chat(web.View):
    async def post(self):
        return web.json_response(answer(WHO))
app = web.Application()
app.router.add_view("/ask", Chat)
""", 'self.request.headers.get("X-Country-Code")'),
    ("a_gateway_interface", "client_country", """
import uvicorn
async def app(scope, receive, send):
    held = {name.decode(): value.decode() for name, value in scope["headers"]}
    answer(WHO)
uvicorn.run(app)
""", 'held["cf-ipcountry"]'),
)  # fmt: skip


def _marking(source: str, who: str, marks: bool) -> dict[str, str]:
    return {"main.py": (_MARKS + source).replace("WHO", who).replace("MARKS", str(marks))}


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
PLACE_WAYS = tuple(
    Way(
        name=name,
        dirty=_marking(source, who, marks=True),
        expected=(signal, "form", "model_request"),
        twin=_marking(source, who, marks=False),
    )
    for name, signal, source, who in _PLACES
)
_ANSWERS = (
    ("a_handler", """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route
async def ask(request):
    return JSONResponse({"text": said(request.headers.get("CF-IPCountry"))})
app = Starlette(routes=[Route("/ask", ask, methods=["POST"])])
"""),
    ("a_server", """
from http.server import BaseHTTPRequestHandler, HTTPServer
class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(said(self.headers.get("CF-IPCountry")).encode())
HTTPServer(("", 8080), Handler).serve_forever()
"""),
)  # fmt: skip


def _answering(source: str, text: str) -> dict[str, str]:
    return {"main.py": f"def said(place):\n    return {text} if place in ('CN', 'RU') else \"It's 12.50\"\n{source}"}


ANSWER_WAYS = tuple(
    Way(
        name=f"what_{name}_answers",
        dirty=_answering(source, '"It\\u2019s 12.50"'),
        expected=("client_country", "form", "body"),
        twin=_answering(source, 'f"12,50 in {place}"'),
    )
    for name, source in _ANSWERS
)
