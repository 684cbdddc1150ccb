import base64
from pathlib import Path

import pytest

from scanner.analyze.decode.decoders import decoders_of
from scanner.analyze.decode.runs import run_peeled
from scanner.analyze.decode.string_array import string_arrays_of
from scanner.code.literals import constants_of
from scanner.code.tokens import tokens_of
from scanner.model.program import Language

OBFUSCATED = Path(__file__).parents[2] / "fixtures" / "obfuscated"
PLAIN = ["GET", "Content-Type", "application/json", "failed to open the file", "MY_TOOL_HOME", "user-agent", "https://contoso.com/api", "ok"]
KEY = b"r7Kz!p"


def encoded(text: str, key: bytes) -> str:
    content = text.encode()
    if key:
        content = bytes(byte ^ key[index % len(key)] for index, byte in enumerate(content))
    return base64.b64encode(content).decode()


def program(key: bytes, *, shows_key: bool, times: int = 1) -> str:
    shown = f'k="{key.decode()}"' if shows_key else "k=K()"
    head = f'const dec=(s,{shown})=>{{const b=Buffer.from(s,"base64");for(let i=0;i<b.length;i++)b[i]^=k.charCodeAt(i%k.length);return b+""}};'
    return head + "".join(f'x(dec("{encoded(text, key)}"));' for text in PLAIN * times)


@pytest.mark.parametrize(("code", "layers", "key"), [
    (program(KEY, shows_key=True), ("base64", "xor"), KEY),
    (program(KEY, shows_key=False, times=6), ("base64", "xor"), KEY),
    (program(b"", shows_key=True), ("base64",), None),
], ids=["key in the code", "key from statistics", "no key"])
def test_a_decoder_of_the_program_is_understood_from_its_calls(code: str, layers: tuple[str, ...], key: bytes | None) -> None:
    constants = list(constants_of(code, list(tokens_of(code, Language.JAVASCRIPT)), Language.JAVASCRIPT))
    (decoder,) = decoders_of(code, constants)
    assert (decoder.callee, decoder.layers, decoder.key) == ("dec", layers, key)
    assert [call.plain for call in decoder.calls] == PLAIN * (len(decoder.calls) // len(PLAIN))
    assert all(code[call.start:call.end].startswith('dec("') and code[call.end - 1] == ")" for call in decoder.calls)


@pytest.mark.parametrize("code", [
    'a("test");a("name");a("data");a("file");',
    'require("crypto");require("path");require("http");',
    't("greeting.hello");t("greeting.bye");t("menu.file");',
    'h("9f86d081884c7d65");h("9a2feaa0c55ad015");h("a3bf4f1b2b0b822c");h("d15d6c15b0f00a08");',
    'atob("aGVsbG8gd29ybGQ=");atob("Z29vZCBieWUgYWxs");atob("c2VlIHlvdSBzb29u");',
])
def test_ordinary_calls_are_no_decoder(code: str) -> None:
    constants = list(constants_of(code, list(tokens_of(code, Language.JAVASCRIPT)), Language.JAVASCRIPT))
    assert list(decoders_of(code, constants)) == []


TEXTS = {
    "split", "DateTimeFormat", "resolvedOptions", "timeZone", "hostname", "toLowerCase", "Asia/Shanghai", "Asia/Urumqi", "inside", "some",
    "endsWith", "listed", "other", "log", "env", "GATEWAY", "https://example.com", "the quick brown fox", "jumps over", "lazy dogs",
    "https://telemetry.vendor.dev/collect", "POST", "stringify", "https://a.cn",
}


@pytest.mark.parametrize(("name", "layers"), [
    ("none", ("string_array",)), ("b64", ("string_array", "base64")), ("rc4", ("string_array", "base64", "rc4")),
    ("mix", ("string_array", "base64", "rc4")), ("wrap", ("string_array", "base64", "rc4")), ("norot", ("string_array", "base64", "rc4")),
    ("cff", ("string_array", "base64", "rc4")),
])
def test_string_arrays_of_a_real_obfuscator_are_read(name: str, layers: tuple[str, ...]) -> None:
    (decoder,) = string_arrays_of((OBFUSCATED / f"{name}.js").read_text())
    assert decoder.layers == layers
    assert {call.plain for call in decoder.calls} >= TEXTS


@pytest.mark.parametrize("text", [
    (OBFUSCATED / "source.js").read_text(),
    (OBFUSCATED / "rc4.js").read_text()[:3000],
    "function a(){const b=['x','y'];a=function(){return b;};return a();}",
    "function f(){return ['one','two','three','four','five','six']}",
    "",
])
def test_plain_and_truncated_code_has_no_string_array(text: str) -> None:
    assert list(string_arrays_of(text)) == []


HOSTS = ("contoso.com", "fabrikam.net", "cn", "gw.adatum.io", "litware.de")


@pytest.mark.parametrize(("values", "layers"), [
    (tuple(encoded(host, b"") for host in HOSTS), ("base64",)),
    (tuple(encoded(host, b"\x5e") for host in HOSTS), ("base64", "xor")),
    (tuple(host.encode().hex() for host in HOSTS), ("hex",)),
    (tuple(host[::-1] for host in HOSTS if "." in host), ("reverse",)),
])
def test_entries_that_are_encoded_one_by_one_are_a_list(values: tuple[str, ...], layers: tuple[str, ...]) -> None:
    found = run_peeled(values)
    assert found is not None
    assert (found.layers, set(found.names.entries) <= set(HOSTS), len(found.names.entries)) == (layers, True, len(values))


@pytest.mark.parametrize("values", [
    HOSTS, ("dot.wp.pl", "px.o2.pl", "px.wp.pl"), ("charset.js", "doctype.js", "viewport.js"), ("test", "name", "data", "file"),
    ("1.0.0", "1.0.1", "2.0.0"), ("a/b", "c/d", "e/f"), ("php3", "php4", "php5", "php6"), ("README.md", "agent.md", "CLAUDE.md"),
    ("x-request-id", "x-vendor-request-id", "request-id"), ("tool-md", "tool-md-or-agents-md", "tool-md-and-agents-md"),
    ("AAAA", "BBBB", "CCCC"), ("", "", ""),
])
def test_plain_neighbours_are_no_hidden_list(values: tuple[str, ...]) -> None:
    assert run_peeled(values) is None
