"""Static flow tells each made-up program from its honest twin."""

import hashlib
from pathlib import Path

import pytest

from scanner.analyze.javascript.program import follow
from scanner.analyze.worker import Followed, ProgramSubject
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.model.observation import FlowTraced, SignalRead
from scanner.model.program import Language, Program
from scanner.ruleset.locations import shipped
from tests.analyze.javascript.pairs import PAIRS, Pair


def followed(folder: Path, **files: str) -> Followed:
    """Follow a program of the files given as name=code; `_` in a name stands for the dot of its suffix."""
    modules = []
    for name, code in files.items():
        path = folder / name.replace("_", ".")
        path.write_text(code)
        content = path.read_bytes()
        modules.append(
            Artifact(
                sha256=Sha256(hashlib.sha256(content).hexdigest()),
                kind=ArtifactKind.JAVASCRIPT,
                trail=("tool", path.name),
                size_bytes=len(content),
                content=path,
            )
        )
    program = Program(language=Language.JAVASCRIPT, root=("tool",), modules=tuple(modules), entries=(0,))
    return follow(ProgramSubject(program=program, blobs=folder, rules=(shipped("rules"),)))


def flows(result: Followed) -> list[FlowTraced]:
    return [item for item in result.observations if isinstance(item, FlowTraced)]


def deciding(result: Followed) -> list[FlowTraced]:
    return [item for item in flows(result) if item.selects != "nothing"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_signal_that_decides_what_is_sent_is_found(pair: Pair, tmp_path: Path) -> None:
    found = deciding(followed(tmp_path, main_js=pair.dirty))
    assert (pair.signals, pair.selects, pair.carrier) in [(item.signals, item.selects, item.carrier) for item in found]
    assert all(item.sink is not None and item.is_complete for item in found)


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_the_honest_twin_decides_nothing(pair: Pair, tmp_path: Path) -> None:
    assert deciding(followed(tmp_path, main_js=pair.clean)) == []


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.name)
def test_a_small_program_is_followed_without_gaps(pair: Pair, tmp_path: Path) -> None:
    assert followed(tmp_path, main_js=pair.dirty).gaps == ()


SEND = 'export async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:t}]})})}'


@pytest.mark.parametrize(
    "files",
    [
        {
            "a_js": "import {mark} from './b.js';import {send} from './c.js';send(`It${mark()}s a fine day`)",
            "b_js": "import {zone} from './d.js';export function mark(){return zone==='Asia/Shanghai'?'’':\"'\"}",
            "c_js": SEND,
            "d_js": "export const zone=Intl.DateTimeFormat().resolvedOptions().timeZone",
        },
        {
            "a_js": "const {mark}=require('./b');const send=require('./c').send;send(`It${mark()}s a fine day`)",
            "b_js": "const d=require('./d');module.exports={mark(){return d.zone==='Asia/Shanghai'?'’':\"'\"}}",
            "c_js": SEND.replace("export async function send", "exports.send=async function"),
            "d_js": "exports.zone=Intl.DateTimeFormat().resolvedOptions().timeZone",
        },
    ],
    ids=["modules", "commonjs"],
)
def test_a_path_through_several_files_is_one_flow(files: dict[str, str], tmp_path: Path) -> None:
    assert [(item.signals, item.selects, item.sink, item.is_complete) for item in deciding(followed(tmp_path, **files))] == [
        (("timezone",), "form", "model_request", True),
    ]


SAID = (
    "const l=Intl.DateTimeFormat().resolvedOptions().locale,c=l.split('-')[0];"
    "fetch('https://api.vendor.example/v1/messages',{method:'POST',body:JSON.stringify({model:'m',system:SYSTEM,messages:[]})})"
)


@pytest.mark.parametrize(("system", "decides"), [
    ("'Answer in '+({de:'German',zh:'Chinese',fr:'French'}[c]??'English')", False),
    ("'Answer in '+({de:'short words',zh:'long words',fr:'no words'}[c]??'any words')", True),
    ("l==='auto'?'Answer briefly.':'Answer.'", False),  # a setting that may name the system's own value
    ("l==='zh-CN'?'Answer briefly.':'Answer.'", True),
])  # fmt: skip
def test_what_a_language_is_called_decides_nothing(system: str, decides: bool, tmp_path: Path) -> None:
    """A setting that says `locale` or `auto`, and a table of the names of languages, were covert gates where no persona met them."""
    assert bool(deciding(followed(tmp_path, main_js=SAID.replace("SYSTEM", system)))) is decides


@pytest.mark.parametrize(("text", "leaves"), [
    ("`\\\\\\\\.\\\\pipe\\\\tool-${user}`", False),
    ("`/tmp/tool-${user}.sock`", False),
    ("`https://${user}.vendor.example`", True),
])  # fmt: skip
def test_a_pipe_of_this_machine_is_no_way_out(text: str, leaves: bool, tmp_path: Path) -> None:
    """The name of the user in the name of a local socket was an identifier in a URL."""
    code = f"const net=require('net'),user=require('os').userInfo().username;const s={text};net.connect(s)"
    assert bool([item for item in flows(followed(tmp_path, main_js=code)) if item.sink == "url"]) is leaves


def test_places_are_bytes_of_the_original_file(tmp_path: Path) -> None:
    code = "var s='’';" + PAIRS[0].dirty
    result = followed(tmp_path, main_js=code)
    reads = [item for item in result.observations if isinstance(item, SignalRead)]
    content = (tmp_path / "main.js").read_bytes()
    assert [content[item.place.byte_offset : item.place.byte_offset + item.place.byte_length] for item in reads] == [
        b"new Date().getTimezoneOffset()"
    ]


def test_the_identity_of_a_flow_survives_other_names(tmp_path: Path) -> None:
    pair = next(pair for pair in PAIRS if pair.name == "closure")
    renamed = pair.dirty.replace("mk", "Qz").replace("send", "w1").replace("const f", "const u9").replace("f()", "u9()")
    first, second = (deciding(followed(tmp_path, main_js=code)) for code in (pair.dirty, renamed))
    assert [item.identity for item in first] == [item.identity for item in second]
    assert first[0].place.artifact != second[0].place.artifact


def test_a_decoded_list_is_told_with_its_entries(tmp_path: Path) -> None:
    pair = next(pair for pair in PAIRS if pair.name == "gateway")
    (flow,) = deciding(followed(tmp_path, main_js=pair.dirty))
    assert (flow.compared_with, flow.list_size, flow.alternatives) == ("encoded_list", 3, ("ʼ", "'"))
    assert "example.cn, foo.ru, bar.ir" in [step.place.decoded for step in flow.steps]


def test_the_slice_of_a_form_choice_carries_the_values_to_try(tmp_path: Path) -> None:
    code = (
        'function zone(){return Intl.DateTimeFormat().resolvedOptions().timeZone}function mark(){return zone()==="Asia/Shanghai"?"’":"\'"}'
    )
    result = followed(
        tmp_path, main_js=code + "function line(){return `It${mark()}s a fine day`}" + SEND.removeprefix("export ") + "send(line())"
    )
    by_target = {item.target: item for item in result.slices}
    assert [(value.signal, value.value) for value in by_target["line"].values] == [("timezone", "Asia/Shanghai")]
    assert by_target["line"].way_out == "model_request"
    assert "function zone()" in by_target["line"].source


def test_a_display_of_the_zone_is_localisation_only(tmp_path: Path) -> None:
    code = "const z=Intl.DateTimeFormat().resolvedOptions().timeZone;console.log(new Date().toLocaleString('en',{timeZone:z}))"
    assert [(item.sink, item.localisation_only, item.selects) for item in flows(followed(tmp_path, main_js=code))] == [
        ("terminal", True, "nothing")
    ]


def test_a_hashed_machine_name_in_telemetry_is_an_open_flow_of_that_signal(tmp_path: Path) -> None:
    code = (
        'const os=require("os"),c=require("crypto");const id=c.createHash("sha256").update(os.hostname()).digest("hex");'
        'fetch("https://t.vendor.example/track",{method:"POST",body:JSON.stringify({event:"x",properties:{id}})})'
    )
    assert [(item.signals, item.selects, item.sink) for item in flows(followed(tmp_path, main_js=code))] == [
        (("host_name",), "nothing", "telemetry")
    ]


def test_code_that_does_not_parse_is_a_gap(tmp_path: Path) -> None:
    assert [gap.reason for gap in followed(tmp_path, main_js="function ((( {{{ ]").gaps] == [
        "the code does not parse as JavaScript or TypeScript"
    ]


BUNDLED = Path(__file__).parents[2] / "fixtures" / "javascript" / "bundled"
"""One program of four modules (`source/`), bundled by esbuild 0.28, rollup 4, terser 5 and webpack 5."""


@pytest.mark.parametrize("name", sorted(path.stem for path in BUNDLED.glob("*.js")))
def test_bundlers_and_minifiers_hide_nothing(name: str, tmp_path: Path) -> None:
    (flow,) = deciding(followed(tmp_path, main_js=(BUNDLED / f"{name}.js").read_text("utf-8")))
    assert (flow.signals, flow.selects, flow.carrier, flow.sink, flow.list_size, flow.is_complete) == (
        ("timezone",), "form", "unicode_homoglyph", "model_request", 3, True,
    )


def test_an_object_that_holds_itself_is_followed_once(tmp_path: Path) -> None:
    code = "class A{constructor(){this.z=Intl.DateTimeFormat().resolvedOptions().timeZone;this.self=this;this.b.self=this}}console.log(new A().self.z)"
    assert [item.sink for item in flows(followed(tmp_path, main_js=code))] == ["terminal"]


def test_a_configured_host_compared_with_the_tools_own_domain_is_routing(tmp_path: Path) -> None:
    code = (
        'const h=new URL(process.env.TOOL_BASE_URL).hostname;const own=h.endsWith(".vendor.example");'
        'fetch("https://api.vendor.example/v1/messages",{method:"POST",body:JSON.stringify(own?{model:"m",messages:[]}:{messages:[],model:"m"})})'
    )
    assert deciding(followed(tmp_path, main_js=code)) == []
    foreign = code.replace('endsWith(".vendor.example")', 'endsWith(".elsewhere.example")')
    assert [(item.selects, item.carrier) for item in deciding(followed(tmp_path, main_js=foreign))] == [("form", "field_order")]


def test_two_runs_say_the_same_in_the_same_order(tmp_path: Path) -> None:
    code = "".join(pair.dirty.replace("send", f"send{number}") for number, pair in enumerate(PAIRS) if pair.name in ("class", "event"))
    assert followed(tmp_path, main_js=code) == followed(tmp_path, main_js=code)


@pytest.mark.parametrize(
    ("entries", "count"),
    [('"__proto__", "constructor", "prototype"', 0), ('"zh", "constructor", "prototype"', 1)],
    ids=["keys that are refused", "keys and a language"],
)
def test_a_guard_against_poisoned_tables_classifies_nobody(entries: str, count: int, tmp_path: Path) -> None:
    code = f"""const kept = {{}};
function safe(code) {{ return [{entries}].indexOf(code) < 0; }}
function languages() {{ return [navigator.language].filter((one) => safe(one)); }}
kept.found = languages()[0];
"""
    assert len([item for item in flows(followed(tmp_path, main_js=code)) if item.list_size]) == count


_CLIENT = """class Client {
  agents = new Map();
  fetch(input) { return this.request({ ...input }); }
  async request(options) {
    const made = await this.prepare(options);
    return fetch(made.url, made);
  }
  async prepare(given) {
    const options = Object.assign({}, given);
    const proxy = process.env.HTTPS_PROXY;
    if (this.agents.has(proxy)) { options.agent = this.agents.get(proxy); }
    else { options.agent = new Agent(proxy); this.agents.set(proxy, options.agent); }
    SENT
    return options;
  }
}
new Client().fetch({ url: "https://api.example.com/v1" });
"""


@pytest.mark.parametrize(("sent", "leaves"), [("", False), ("options.headers = { via: proxy };", True), ("options.body = proxy;", True)])
def test_a_proxy_that_a_client_goes_through_is_not_sent(tmp_path: Path, sent: str, leaves: bool) -> None:
    """Four agents were told to send the host of the proxy in the body: the agents that their client keeps hold it."""
    found = flows(followed(tmp_path, main_js=_CLIENT.replace("SENT", sent)))
    assert any("proxy_host" in flow.signals and flow.sink in ("body", "header") for flow in found) is leaves


@pytest.mark.parametrize(("call", "sink"), [("diag.warn(zone)", "terminal"), ("trace.getTracer(zone)", "telemetry")])
def test_the_log_of_a_client_of_telemetry_stays_with_the_user(tmp_path: Path, call: str, sink: str) -> None:
    code = f'import {{ diag, trace }} from "@opentelemetry/api";\nconst zone = process.env.TZ;\n{call};\n'
    assert {flow.sink for flow in flows(followed(tmp_path, main_js=code))} == {sink}


_CARDS = """import os from "os";
const cards = Object.values(os.networkInterfaces()).flat();
const one = cards.find((card) => card.family === "IPv4" && !card.internal);
SENT
"""


@pytest.mark.parametrize(("sent", "leaves"), [
    ("fetch(`https://api.example.com/?at=${one.address}`);", False),
    ("const { address } = one; fetch(`https://api.example.com/?at=${address}`);", False),
    ("fetch(`https://api.example.com/?at=${one.mac}`);", True),
    ("const { mac } = one; fetch(`https://api.example.com/?at=${mac}`);", True),
    ("fetch(`https://api.example.com/`, { method: 'POST', body: JSON.stringify(cards) });", True),
])  # fmt: skip
def test_the_address_of_a_card_is_not_its_hardware_address(tmp_path: Path, sent: str, leaves: bool) -> None:
    """An agent that listens on the address of the machine was told to send the hardware address."""
    found = flows(followed(tmp_path, main_js=_CARDS.replace("SENT", sent)))
    assert any("mac_address" in flow.signals and flow.sink is not None for flow in found) is leaves


@pytest.mark.parametrize(("command", "leaves"), [
    ("execFileSync('netsh', ['wlan', 'show', 'profiles', machine])", False),
    ("execSync(`ip link show ${machine}`)", False),
    ("execSync(`nslookup ${machine}.example.com`)", True),
    ("execFileSync('curl', ['https://api.example.com/' + machine])", True),
    ("execSync(machine)", True),
])  # fmt: skip
def test_what_is_asked_of_the_machine_leaves_nowhere(tmp_path: Path, command: str, leaves: bool) -> None:
    code = f'import os from "os";\nimport {{ execSync, execFileSync }} from "child_process";\nconst machine = os.hostname();\n{command};\n'
    found = flows(followed(tmp_path, main_js=code))
    assert any(flow.sink is not None for flow in found) is leaves


@pytest.mark.parametrize(("option", "sink"), [("url: process.env.OTEL_EXPORTER_OTLP_ENDPOINT", "url"), ("url, headers: { zone: process.env.TZ }", "telemetry")])
def test_the_address_that_telemetry_is_sent_to_is_not_sent_to_it(tmp_path: Path, option: str, sink: str) -> None:
    """An agent was told to send the configured gateway to telemetry: it was where the user has it sent."""
    code = f'import {{ OTLPMetricExporter }} from "@opentelemetry/exporter-metrics-otlp-http";\nnew OTLPMetricExporter({{ {option} }});\n'
    assert {flow.sink for flow in flows(followed(tmp_path, main_js=code))} == {sink}
