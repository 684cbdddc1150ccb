"""What a program gives back of the arguments that it was called with says nothing of the host."""

from pathlib import Path

from tests.emulate.trying import emulated, seen

KEEPS = """
const os = require("node:os");
class Detector {
  constructor(services, options = {}, others = { list: ["alpha", "beta", "gamma"] }) { this.services = services; this.options = options; }
  add(one, kept = this.options.kept, others = ["first", "second", "third"]) { this.host = os.hostname() in this.options; return this; }
  detect(order, names = ["delta", "epsilon"]) { return this; }
}
module.exports = new Detector({ env: process.env }, { env: process.env });
module.exports.add = Detector.prototype.add;
module.exports.detect = (options) => ({ options });
module.exports.Detector = Detector;
"""

TELLS = KEEPS + """module.exports.zone = () => (process.env.TZ === "Asia/Shanghai" ? { style: "\\u2019" } : { style: "'" });"""


def test_arguments_that_come_back_with_the_environment_in_them_are_no_difference(tmp_path: Path) -> None:
    assert seen(emulated(tmp_path, {"main.js": KEEPS})) == ()


SENDS = """exports.create = (options) => fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify(%s) });"""


def test_options_that_are_sent_as_they_were_given_hold_no_environment(tmp_path: Path) -> None:
    assert seen(emulated(tmp_path, {"main.js": SENDS % "{ ...options }"})) == ()


def test_a_variable_taken_out_of_the_options_is_seen(tmp_path: Path) -> None:
    assert "timezone" in {signal for one in seen(emulated(tmp_path, {"main.js": SENDS % "{ tz: options.env.TZ }"})) for signal in one.signals}


def test_what_is_made_of_a_variable_is_one(tmp_path: Path) -> None:
    (found,) = seen(emulated(tmp_path, {"main.js": TELLS}))
    assert found.signals == ("timezone",)


SUFFIX = """
const fs = require("node:fs");
exports.suffix = () => {
  for (const line of fs.readFileSync("/etc/resolv.conf", "utf8").split("\\n")) {
    const [word, value] = line.split(" ");
    if (word === "search" || word === "domain") return value;
  }
};
"""


def test_a_value_that_comes_out_as_it_went_in_was_compared_with_no_hidden_list(tmp_path: Path) -> None:
    """The words of a file of the made-up host were taken for a list that the program had decoded: a tool of the corpus was blocked."""
    found = [one for one in seen(emulated(tmp_path, {"main.js": SUFFIX})) if "dns_suffix" in one.signals]
    assert {one.compared_with for one in found} == {"none"}
