"""Ways in which a request can be told apart that the made-up Node did not answer or note; beside each the harmless twin."""

from pathlib import Path

import pytest

from tests.emulate.trying import emulated, seen

ZONE = """const isThere = Intl.DateTimeFormat().resolvedOptions().timeZone === "Asia/Shanghai";\n"""
HTTP2 = """
const session = require("node:http2").connect("https://api.example.com");
const names = ["accept", "user-agent", "x-app"];
const order = ORDER;
const stream = session.request({ ":method": "POST", ":path": "/v1", ...Object.fromEntries(order.map((name) => [name, "1"])) });
stream.on("data", () => {}).on("end", () => session.close());
stream.end("{}");
"""
SUBPROTOCOLS = """const names = ["b.v2", "a.v1"]; new WebSocket("wss://api.example.com/agent", ORDER);"""
REPORT = """
const crypto = require("node:crypto");
const fnv = (text) => { let h = 0x811c9dc5; for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 0x01000193) >>> 0; return h; };
const TABLE = new Map([[561089538, 1], [1054607824, 1], [302007513, 2]]);
let code = 0;
for (const name in process.report.getReport().environmentVariables) code |= TABLE.get(fnv(name)) ?? 0;
const names = ["b", "a"], isThere = code > 0;
fetch("https://api.example.com/v1", { method: "POST", body: JSON.stringify({ kinds: ORDER, text: "hi" }) });
"""
DIRTY, HONEST = "isThere ? names.reverse() : names", """(isThere && console.error("it is late there"), names)"""
PACKED = """
const names = ["1", "9"], level = Number((ORDER)[0]);
fetch("https://api.example.com/v1", { method: "POST", headers: { "content-encoding": "gzip" }, body: require("zlib").gzipSync("a b a b a b a b a b", { level }) });
"""
CHILD = """const names = ["0", "1"]; require("child_process").spawn("agent", ["-p", "hi"], { env: { ...process.env, AGENT_FLAG: (ORDER)[0] } });"""
TRAILERS = """
const names = ["x-a", "x-b"];
const request = require("https").request("https://api.example.com/v1", { method: "POST" }, (answer) => answer.resume());
request.write("{}");
request.addTrailers(Object.fromEntries((ORDER).map((name) => [name, "1"])));
request.end();
"""
FURTHER = {"packed": ZONE + PACKED, "child": ZONE + CHILD, "trailers": ZONE + TRAILERS}
SOURCES = {"http2": ZONE + HTTP2, "subprotocols": ZONE + SUBPROTOCOLS, "report": REPORT}


def forms(folder: Path, source: str) -> set[str]:
    return {one.form for one in seen(emulated(folder, {"main.js": source})) if one.way_out not in (None, "terminal")}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize(("order", "expected"), [(DIRTY, {"form"}), (HONEST, set())], ids=["dirty", "honest"])
def test_a_carrier_is_noted(tmp_path: Path, source: str, order: str, expected: set[str]) -> None:
    assert forms(tmp_path, source.replace("ORDER", order)) == expected


@pytest.mark.parametrize("source", FURTHER.values(), ids=FURTHER)
@pytest.mark.parametrize(("order", "is_expected"), [(DIRTY, True), (HONEST, False)], ids=["dirty", "honest"])
def test_what_is_not_in_the_text_of_a_request_is_noted_too(tmp_path: Path, source: str, order: str, is_expected: bool) -> None:
    assert bool(forms(tmp_path, source.replace("ORDER", order)) & {"form", "gate"}) is is_expected


PLAIN_CHILD = """
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
require("child_process").spawn("agent", ["-p", "hi"], { env: { ...process.env, TZ: zone, FORCE_COLOR: "1" } });
"""


def test_a_child_that_is_given_the_zone_by_its_name_is_told_openly(tmp_path: Path) -> None:
    assert not forms(tmp_path, PLAIN_CHILD) & {"form", "gate"}


LOCK = """
const fs = require("node:fs"), os = require("node:os"), path = require("node:path");
const id = fs.readFileSync("/etc/machine-id", "utf8").trim();
fs.writeFileSync(path.join(os.tmpdir(), `tool-${NAME}.lock`), "1");
fetch("https://api.example.com/v1", { method: "POST", body: "{}" });
"""


def test_a_file_that_has_its_name_of_a_part_of_a_value_hides_nothing(tmp_path: Path) -> None:
    """A lock for each machine was taken for a hidden form of the machine's identifier."""
    assert "form" not in forms(tmp_path, LOCK.replace("NAME", "id.slice(0, 8)"))
    assert "form" in forms(tmp_path, LOCK.replace("NAME", """"ab"[parseInt(id[0], 16) % 2]"""))


GZIPPED = """
const body = require("zlib").gzipSync(JSON.stringify({ model: "m", zone: FIELD, text: "hi" }));
body[9] = SYSTEM;
fetch("https://api.example.com/v1", { method: "POST", headers: { "content-encoding": "gzip", "content-length": body.length }, body });
"""
OPEN_ZONE = "Intl.DateTimeFormat().resolvedOptions().timeZone"


@pytest.mark.parametrize(
    ("field", "system", "expected"),
    [('"none"', "isThere ? 254 : 255", {"form"}), ('"none"', "255", set()), (OPEN_ZONE, "255", {"open"})],
    ids=["in the header of the packing", "nothing", "openly in what is packed"],
)
def test_a_packed_body_is_compared_by_what_it_holds_and_how_it_is_packed(
    tmp_path: Path, field: str, system: str, expected: set[str]
) -> None:
    assert forms(tmp_path, ZONE + GZIPPED.replace("FIELD", field).replace("SYSTEM", system)) == expected


def test_the_length_of_a_body_is_no_second_difference(tmp_path: Path) -> None:
    """Bug: a client that sends the zone in a field of its name, and the length of the body as a header, counted as a gate."""
    source = f"""
    const body = JSON.stringify({{ timezone: {OPEN_ZONE} }});
    const request = require("https").request("https://api.example.com/v1", {{ method: "POST", headers: {{ "content-length": body.length }} }});
    request.end(body);
    """
    assert forms(tmp_path, source) == {"open"}


SPOOL = """
const fs = require("node:fs"), path = require("node:path"), os = require("node:os"), crypto = require("node:crypto");
const spool = path.join(os.homedir(), ".collector", "spool.txt"), [, , verb] = process.argv;
const number = crypto.createHash("sha256").update(fs.readFileSync("/etc/machine-id", "utf8").trim()).digest()[0];
const names = ["Accept: a", "X-Kind: b"];
if (verb === "keep") {
  fs.mkdirSync(path.dirname(spool), { recursive: true });
  fs.appendFileSync(spool, fs.readFileSync(0, "utf8"));
} else if (verb === "flush" && fs.existsSync(spool)) {
  const marks = ORDER;
  require("child_process").spawnSync("curl", [...marks.flatMap((one) => ["-H", one]), "--data-binary", "@-", "https://api.example.com"], {
    input: fs.readFileSync(spool, "utf8"),
  });
} else console.error("usage: collector keep | flush");
"""


@pytest.mark.parametrize(
    ("order", "is_expected"), [("number % 3 ? names.reverse() : names", True), ("names", False)], ids=["dirty", "honest"]
)
def test_what_leaves_by_another_program_is_explored_like_a_request(tmp_path: Path, order: str, is_expected: bool) -> None:
    """Bug: the ways of starting that send by curl, after another that fills a spool, were not among those that were tried."""
    assert ("form" in forms(tmp_path, SPOOL.replace("ORDER", order))) is is_expected


NUMBERED = """
const fs = require("node:fs"), os = require("node:os"), path = require("node:path");
const id = fs.readFileSync("/etc/machine-id", "utf8").trim();
const number = require("node:crypto").createHash("sha256").update("app/" + id).digest().readUInt16BE(0) % 120;
fs.writeFileSync(path.join(os.homedir(), `.app-${number}.log`), "1");
fetch("https://api.example.com/v1", { method: "POST", headers: { "x-app": NAME }, body: "{}" });
"""


def test_a_file_that_is_numbered_by_a_hash_of_the_machine_hides_nothing(tmp_path: Path) -> None:
    """Bug: a spool file for each of the machines that share a home folder was taken for a hidden form."""
    assert "form" not in forms(tmp_path, NUMBERED.replace("NAME", '"app"'))
    assert "form" in forms(tmp_path, NUMBERED.replace("NAME", """["app", "App"][number % 2]"""))


MIRROR = """
const os = require("node:os"), fs = require("node:fs"), zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const number = isThere ? 3 : 1;
fs.writeFileSync(os.homedir() + "/.app.json", JSON.stringify({ base: `https://api${number}.example.com` }));
SAYS
fetch(`https://dl${number}.example.com/core.tgz`);
"""
SAYING = {
    "dirty": ("", True),
    "without the reason": ("console.log(`Using dl${number} and api${number}.`);", True),
    "without the choice": ("console.log(`Your time zone is ${zone}.`);", True),
    "honest": ("if (isThere) console.error(`Your time zone is ${zone}: using dl${number} and api${number}.`);", False),
}


@pytest.mark.parametrize(("says", "is_expected"), SAYING.values(), ids=SAYING)
def test_a_choice_that_the_user_is_told_of_with_its_reason_is_no_gate(tmp_path: Path, says: str, is_expected: bool) -> None:
    """Bug: an installer that says which mirror it takes for which time zone, and how to take another, counted like one that says nothing."""
    assert bool(forms(tmp_path, ZONE + MIRROR.replace("SAYS", says)) & {"form", "gate"}) is is_expected


WAITS = """
const SDK = require("PACKAGE");
const isFar = Intl.DateTimeFormat().resolvedOptions().timeZone === "Asia/Shanghai";
const client = new SDK(OPTIONS);
client.CALL({ model: "m", max_tokens: 9, messages: [{ role: "user", content: process.argv[2] }] }, EXTRA).then(() => console.log(isFar));
"""
ANTHROPIC = WAITS.replace("PACKAGE", "@anthropic-ai/sdk").replace("CALL", "messages.create").replace("EXTRA", "{}")
OPENAI = WAITS.replace("PACKAGE", "openai").replace("CALL", "chat.completions.create").replace("OPTIONS", "{ timeout: 9e4 }")


@pytest.mark.parametrize("source", [ANTHROPIC.replace("OPTIONS", "{ timeout: WAIT }"), OPENAI.replace("EXTRA", "{ timeout: WAIT }")])
@pytest.mark.parametrize(("wait", "expected"), [("6e4 + isFar * 1000", True), ("6e4", False)])
def test_how_long_a_client_waits_is_sent_with_what_it_asks(tmp_path: Path, source: str, wait: str, expected: bool) -> None:
    found = seen(emulated(tmp_path, {"main.js": source.replace("WAIT", wait)}))
    hidden = {(one.form, one.signals, one.way_out) for one in found if one.form in ("form", "gate") and one.way_out != "terminal"}
    assert hidden == ({("form", ("timezone",), "header")} if expected else set())
