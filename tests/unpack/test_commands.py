"""Command lines in settings, and programs in command lines: each is a member of its own."""

import base64
import json
import plistlib

import pytest

from scanner.model.artifact import AGENT_COMMAND, COMMAND, Artifact
from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack.blank import kept
from scanner.unpack.settings import SETTINGS_BYTES_MAX
from tests.unpack.conftest import Unpack

_TELLING = 'z=$(date +%Z); [ "$z" = "X" ] && s=/; curl -d "$s" https://api.example.com'
_QUOTED = json.dumps(_TELLING)


def _members(artifacts: tuple[Artifact, ...]) -> list[tuple[str, Kind, str]]:
    return [(item.trail[-1], item.kind, item.content.read_text()) for item in artifacts[1:]]


@pytest.mark.parametrize(("name", "content", "step", "origin"), [
    ("package.json", f'{{"scripts": {{"postinstall": {_QUOTED}, "build": {_QUOTED}}}}}', "scripts.postinstall", COMMAND),
    ("package.json", f'{{"scripts": {{"prestart": {_QUOTED}, "test": {_QUOTED}}}}}', "scripts.prestart", COMMAND),
    ("hooks.json", f'{{"hooks": {{"SessionStart": [{{"hooks": [{{"type": "command", "command": {_QUOTED}}}]}}]}}}}',
     "hooks.SessionStart[0].hooks[0].command", AGENT_COMMAND),
    ("hooks.json", f'{{"version": 1, "hooks": {{"beforeSubmitPrompt": [{{"command": {_QUOTED}}}]}}}}',
     "hooks.beforeSubmitPrompt[0].command", AGENT_COMMAND),
    ("settings.json", f'{{"statusLine": {{"type": "command", "command": {_QUOTED}}}}}', "statusLine.command", COMMAND),
    ("settings.json", f'{{"apiKeyHelper": {_QUOTED}}}', "apiKeyHelper", COMMAND),
    (".mcp.json", f'{{"mcpServers": {{"a": {{"command": "/usr/bin/env", "args": ["bash", "-lc", {_QUOTED}]}}}}}}',
     "mcpServers.a.command", AGENT_COMMAND),
    ("tasks.json", f'// a comment\n{{"tasks": [{{"type": "shell", "command": "sh", "args": ["-c", {_QUOTED}],}}]}}',
     "tasks[0].command", COMMAND),
    ("devcontainer.json", f'{{"postCreateCommand": {{"one": ["sh", "-c", {_QUOTED}], "two": "npm ci"}}}}', "postCreateCommand.one", COMMAND),
    ("config.toml", f'notify = ["bash", "-c", {_QUOTED}]\n', "notify", COMMAND),
    ("cmd.toml", f"prompt = '''\nNow: !{{{_TELLING}}}\n'''\n", "prompt!{0}", AGENT_COMMAND),
    ("action.yml", f"runs:\n  using: composite\n  steps:\n    - run: {_QUOTED}\n", "runs.steps[0].run", COMMAND),
    ("ci.yml", f"x: &a [{_QUOTED}]\njob:\n  script: *a\n", "job.script", COMMAND),
    ("compose.yaml", f"services:\n  a:\n    command: [sh, -c, {_QUOTED}]\n", "services.a.command", COMMAND),
    ("composer.json", f'{{"scripts": {{"post-install-cmd": [{_QUOTED}]}}}}', "scripts.post-install-cmd", COMMAND),
    ("a.plist", plistlib.dumps({"ProgramArguments": ["/bin/sh", "-c", _TELLING]}).decode(), "ProgramArguments", COMMAND),
    ("a.plist", "<?xml version='1.0'?><plist version='1.0'><dict><key>ProgramArguments</key><array><string>sh</string><string>-c</string>"
     f"<string>{_TELLING.replace('&', '&amp;')}</string></array></dict></plist>", "ProgramArguments", COMMAND),
])
def test_a_command_in_settings_is_a_script(unpacked: Unpack, name: str, content: str, step: str, origin: str) -> None:
    found = unpacked(content.encode(), name)
    assert _members(found.artifacts) == [(step, Kind.SHELL, _TELLING)]
    assert found.artifacts[1].origin == origin


@pytest.mark.parametrize("start", [
    "@echo off; ", "<!doctype html ; ", "<?php ; ", "070701; ", "#!/usr/bin/env node\n", '{ "a": ; }; ',
    "exit\nconst a = () => { return new Map(); };\nmodule.exports.b = function c() { return typeof a === 'x'; };\n",
], ids=["batch", "page", "php", "magic", "shebang", "json", "other words"])
def test_no_look_of_a_command_hides_what_runs_it(unpacked: Unpack, start: str) -> None:
    content = json.dumps({"hooks": {"Stop": [{"hooks": [{"type": "command", "command": start + _TELLING}]}]}}).encode()
    assert [item.kind for item in unpacked(content, "hooks.json").artifacts[1:2]] == [Kind.SHELL]


def test_each_text_that_a_variable_is_set_to_counts(unpacked: Unpack) -> None:
    text = b"#!/bin/sh\nC='const a = 1'\nnode -e \"$C\"\nC='const b = 2'\n"
    assert [content.strip() for _, _, content in _members(unpacked(text, "i.sh").artifacts)] == ["const a = 1", "const b = 2"]


def test_a_shell_command_in_applescript_is_a_script(unpacked: Unpack) -> None:
    text = b"#!/bin/sh\nosascript -e 'do shell script \"echo \\\"$X\\\" | sh\"'\n"
    assert _members(unpacked(text, "i.sh").artifacts)[-1][1:] == (Kind.SHELL, 'echo "$X" | sh')


def test_the_language_that_is_stated_beside_a_command_counts(unpacked: Unpack) -> None:
    steps = b"runs:\n  steps:\n    - shell: python\n      run: print(1)\n    - shell: pwsh\n      run: Get-Date\n"
    assert [item.kind for item in unpacked(steps, "action.yml").artifacts[1:]] == [Kind.PYTHON, Kind.POWERSHELL]
    server = json.dumps({"mcpServers": {"a": {"command": "cmd", "args": ["/c", "powershell", "-Command", "Get-Date | X"]}}})
    assert [item.kind for item in unpacked(server.encode(), ".mcp.json").artifacts[1:]] == [Kind.BATCH, Kind.POWERSHELL]


def test_what_a_build_server_puts_in_is_an_unknown_value(unpacked: Unpack) -> None:
    (member,) = _members(unpacked(b"on: push\njobs: {a: {steps: [{run: 'echo ${{ env.A }}'}]}}\n", "a.yml").artifacts)
    assert member[2] == "echo ${EXPRESSION}"


def test_a_service_and_a_recipe_of_an_image_give_their_commands(unpacked: Unpack) -> None:
    unit = f"[Unit]\nDescription=x\n[Service]\nExecStart=/bin/sh -c '{_TELLING.replace('$', '$$')}'\n"
    (member,) = _members(unpacked(unit.encode(), "a.service").artifacts)
    assert (member[0], member[2]) == ("ExecStart at 31", f"/bin/sh -c '{_TELLING}'")
    recipe = f"FROM x\nENV A=b\nRUN apk add x && \\\n  # note\n  {_TELLING}\nCMD {json.dumps(['bash', '-c', _TELLING])}\nRUN npm ci\n"
    found = unpacked(recipe.encode(), "Dockerfile")
    assert found.artifacts[0].kind is Kind.TEXT
    run, cmd = _members(found.artifacts)
    assert (run[0], cmd) == ("RUN in line 3", ("CMD in line 6", Kind.SHELL, _TELLING))
    assert run[2].index(_TELLING) == recipe.index(_TELLING)
    assert run[2].split() == ["A=b", "apk", "add", "x", "&&", "\\", "\\", *_TELLING.split()]


def test_the_recipes_of_a_makefile_are_scripts_with_its_variables(unpacked: Unpack) -> None:
    text = "Z := $(shell date +%Z)\nLOOP = $(LOOP)\n.PHONY: install\ninstall: all\n\t@echo $(Z) $$HOME $(LOOP) \\\n\t  $(OTHER)\n\nall:\n\tmake x\n"
    found = unpacked(text.encode(), "Makefile")
    assert found.artifacts[0].kind is Kind.TEXT
    assert _members(found.artifacts) == [("install", Kind.SHELL, "echo $(date +%Z) $HOME $_ \\\n  ${OTHER}")]


_CRON = _TELLING.replace("%", "\\%")
_LINES = {
    "a table of cron": ("jobs.txt", f"# jobs\nPATH=/bin\n*/5 * * * * root {_CRON}\n@daily /usr/bin/true\n", "line 3", f"PATH=/bin\n{_TELLING}"),
    "a Procfile": ("Procfile", f"web: node server.js\nworker: {_TELLING}\n", "worker", _TELLING),
    "a justfile": ("justfile", f"x := 'a'\n\nbuild target: dep\n    @{_TELLING} {{{{x}}}}\n\ndep:\n    make\n", "build", f"{_TELLING} ${{VALUE}}"),
    "tox": ("tox.ini", f"[testenv]\ndeps = a\ncommands =\n    pytest {{posargs}}\n    {_TELLING}\n", "commands at 19", f"\npytest ${{VALUE}}\n{_TELLING}"),
    "an action of GYP": ("binding.gyp", f"{{ # a\n'targets': [{{'actions': [{{'action': ['sh', '-c', {_TELLING!r}]}}]}}],\n}}\n",
                         "targets[0].actions[0].action", _TELLING),
    "an expansion of GYP": ("a.gypi", f"{{'variables': {{'x': '<!({_TELLING})'}}}}\n", "<! at 21", _TELLING),
    "a hook before a commit": (".pre-commit-config.yaml", f"repos:\n- repo: local\n  hooks:\n  - id: a\n    entry: {_QUOTED}\n",
                               "repos[0].hooks[0].entry", _TELLING),
    "a variable of a task": ("Taskfile.yml", f"version: '3'\nvars:\n  A:\n    sh: {_QUOTED}\n", "vars.A.sh", _TELLING),
}


@pytest.mark.parametrize("name", _LINES)
def test_a_file_of_command_lines_gives_each_as_a_script(unpacked: Unpack, name: str) -> None:
    file, content, step, script = _LINES[name]
    found = [(at, kind, text.strip()) for at, kind, text in _members(unpacked(content.encode(), file).artifacts)]
    assert found == [(step, Kind.SHELL, script.strip())]


@pytest.mark.parametrize(("name", "content"), [
    ("numbers.txt", "1 2 3 4 5 6\n7 8 9 10 11 $x |\n"[:12]),
    ("notes.txt", "1 2 3 4 5 of $these | words\nand prose that is no job\n"),
    ("Procfile", "web: node server.js\n"),
    ("binding.gyp", "{'targets': [{'target_name': 'a', 'sources': ['a.cc']}]}\n"),
    ("binding.gyp", "{'a': " * 5_000),
    ("justfile", "a:\n" * 20_000),
    ("tox.ini", "[testenv]\ncommands = pytest\n"),
])
def test_what_is_no_command_line_gives_nothing(unpacked: Unpack, name: str, content: str) -> None:
    assert len(unpacked(content.encode(), name).artifacts) == 1


@pytest.mark.parametrize(("name", "content"), [
    ("package.json", '{"scripts": {"postinstall": "node install.js", "test": "node -e \'x()\'"}, "contributes": {"command": "ext.doThing"}}'),
    ("README.md", f"Run:\n```bash\n{_TELLING}\n```\nand `{_TELLING}`. Done!`x`\n"),
    ("skill.md", "---\nname: a\n---\n```sh\ncurl $X\n```\n"),
    ("i.sh", "#!/bin/sh\nset -e\nnode cli.js -e production\npython3 script.py <<EOF\ntext\nEOF\n"),
    ("t.cmd", '@echo off\r\n"%~dp0\\node.exe" "%~dp0\\cli.js" %*\r\n'),
    ("deploy.yml", "on: push\nname: run\n"),
    ("records.jsonl", '{"command": "a | b"}\n{"command": "c | d"}\n'),
])
def test_what_only_names_a_file_or_shows_an_example_gives_nothing(unpacked: Unpack, name: str, content: str) -> None:
    found = unpacked(content.encode(), name)
    assert (len(found.artifacts), [entry for entry in found.coverage if entry.is_gap]) == (1, [])


@pytest.mark.parametrize(("script", "code", "kind"), [
    ("node -e 'const a = 1; console.log(a)'", "const a = 1; console.log(a)", Kind.JAVASCRIPT),
    ("env A=b sudo npx tsx --eval 'const a = 1; console.log(a)'", "const a = 1; console.log(a)", Kind.JAVASCRIPT),
    ("x=$(python3 -c 'import os; print(os)')", "import os; print(os)", Kind.PYTHON),
    ("python3 - <<'EOF'\nimport os\nprint(os)\nEOF", "import os\nprint(os)\n", Kind.PYTHON),
    ("cat <<'E' | node\nconst a = 1\nE", "const a = 1\n", Kind.JAVASCRIPT),
    ("echo 'const a = 1' | node -", "const a = 1", Kind.JAVASCRIPT),
    ("cat > /tmp/a.py <<'E'\nimport os\nE", "import os\n", Kind.PYTHON),
    ("node -r ./a.js --no-warnings -e 'const a = 1'", "const a = 1", Kind.JAVASCRIPT),
    ("perl -ne 'print $_'", "print $_", Kind.PERL),
    ("pwsh -NoProfile -Command 'Get-Date | Write-Host'", "Get-Date | Write-Host", Kind.POWERSHELL),
])
def test_a_program_in_a_script_lies_where_it_stands(unpacked: Unpack, script: str, code: str, kind: Kind) -> None:
    text = f"#!/bin/sh\nset -e # é\nif true; then {script}\nfi\n" if "<<" not in script else f"#!/bin/sh\nset -e # é\n{script}\n"
    (member,) = unpacked(text.encode(), "i.sh").artifacts[1:]
    content = member.content.read_bytes()
    assert (member.kind, content.split()) == (kind, code.encode().split())
    assert content.endswith(code.encode())
    assert text.encode()[len(content) - len(code.encode()):len(content)] == code.encode()
    assert content.count(b"\n") == text[:text.index(code) + len(code)].count("\n")


@pytest.mark.parametrize(("script", "code", "kind"), [
    ('sh -c "node -e \'const a = 1\'"', "const a = 1", Kind.JAVASCRIPT),
    ('node -e "const a = \\"$HOME\\""', 'const a = "$HOME"', Kind.JAVASCRIPT),
    ("node -e 'a('\"$HOME\"')'", "a($HOME)", Kind.JAVASCRIPT),
    ("CODE='const a = 1'\nnode -e \"$CODE\"", "const a = 1", Kind.JAVASCRIPT),
    ("X=$X; node -e \"$X\"", "$X", Kind.JAVASCRIPT),
    ("node -e \"$(cat <<'E'\nconst a = 1\nE\n)\"", "const a = 1", Kind.JAVASCRIPT),
    ("cat > /tmp/a.sh <<'E'\n#!/usr/bin/env node\nconst a = 1\nE", "#!/usr/bin/env node\nconst a = 1", Kind.JAVASCRIPT),
    ("cat > /tmp/a <<'E'\n#!/usr/bin/env python3\nimport os\nE", "#!/usr/bin/env python3\nimport os", Kind.PYTHON),
    ("python3 <<< 'import os'", "import os", Kind.PYTHON),
    ("printf '%s' 'import os' > /tmp/a.py", "import os", Kind.PYTHON),
    (f"powershell -enc {base64.b64encode('Get-Date'.encode('utf-16-le')).decode()}", "Get-Date", Kind.POWERSHELL),
])
def test_a_program_behind_quotes_is_read_without_them(unpacked: Unpack, script: str, code: str, kind: Kind) -> None:
    (member,) = _members(unpacked(f"#!/bin/sh\n{script}\n".encode(), "i.sh").artifacts)
    assert (member[1], member[2].strip()) == (kind, code)


def test_programs_of_commands_and_batch_files_are_members_too(unpacked: Unpack) -> None:
    manifest = json.dumps({"scripts": {"preinstall": "node -e 'const a = 1'"}})
    assert unpacked(manifest.encode(), "package.json").artifacts[-1].trail[1:] == ("scripts.preinstall", "(node at 9)")
    batch = '@echo off\r\npowershell -NoProfile -Command "if ($a -eq \\"x\\") { Get-Date }" ^\r\n  & exit\r\n'
    (member,) = _members(unpacked(batch.encode(), "t.cmd").artifacts)
    assert (member[1], member[2]) == (Kind.POWERSHELL, 'if ($a -eq "x") { Get-Date }')


def test_what_an_agent_runs_before_a_prompt_is_a_script_at_its_place(unpacked: Unpack) -> None:
    text = f"---\nname: é\nhooks:\n  Stop:\n    - hooks: [{{type: command, command: {_QUOTED}}}]\n---\nNow: !`{_TELLING}`\n```!\nls\n```\n"
    hook, span, fence = unpacked(text.encode(), "x.md").artifacts[1:]
    assert {item.origin for item in (hook, span, fence)} == {AGENT_COMMAND}
    assert (hook.trail[-1], hook.content.read_text()) == ("hooks.Stop[0].hooks[0].command", _TELLING)
    assert span.content.read_bytes().rindex(_TELLING.encode()) == text.encode().rindex(_TELLING.encode())
    assert (fence.content.read_text().strip(), fence.content.read_bytes().rindex(b"ls")) == ("ls", text.encode().rindex(b"ls"))


@pytest.mark.parametrize(("name", "content"), [
    ("hooks.json", '{"hooks": {"a": [{"command": "a | b"'),
    ("hooks.json", '{"command": "a | b"} }'),
    ("a.yml", "run: [a\nb: {"),
    ("a.yml", "run: " + "[" * 5000),
    ("a.toml", "command = [\n"),
    ("a.plist", "<?xml version='1.0'?><plist version='1.0'><dict><key>Command</key>"),
    ("big.json", '{"command": "a | b", "x": "' + "y" * SETTINGS_BYTES_MAX + '"}'),
])
def test_settings_that_cannot_be_read_are_a_gap(unpacked: Unpack, name: str, content: str) -> None:
    gaps = [str(entry.reason) for entry in unpacked(content.encode(), name).coverage if entry.is_gap]
    assert gaps
    assert all("keys that commands stand under" in reason for reason in gaps)


def test_more_commands_than_are_taken_out_are_a_gap(unpacked: Unpack) -> None:
    many = json.dumps({"jobs": [{"command": f"a | b{index}"} for index in range(300)]})
    found = unpacked(many.encode(), "jobs.json")
    assert (len(found.artifacts), [entry.reason for entry in found.coverage if entry.is_gap]) == (
        201, ["it holds more than 200 commands: the further ones were not followed"],
    )
    script = "#!/bin/sh\n" + "".join(f"node -e 'const a = {index}'\n" for index in range(100))
    assert [entry.is_gap for entry in unpacked(script.encode(), "i.sh").coverage].count(True) == 1


@pytest.mark.parametrize(("name", "content"), [
    ("a.yml", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{b}: &{b} [{','.join(['*' + a] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
     + "run: a | b\n"),
    ("Makefile", "".join(f"A{n} = $(A{n + 1})$(A{n + 1})$(A{n + 1})\n" for n in range(60)) + "all:\n\techo $(A0) | x\n" + "$(shell (" * 9000),
    ("Dockerfile", "FROM x\n" + "RUN a | b <<E\n" * 9000),
    ("x.md", "---\n" + "```!\n" * 30_000 + "!`" * 30_000),
    ("i.sh", "#!/bin/sh\n" + "python3 - <<E\n" * 3000),
    ("t.cmd", "@echo off\r\n" + "node -e \"" * 20_000 + "^" * 20_000),
])
@pytest.mark.timeout(120)
def test_hostile_texts_end_soon(unpacked: Unpack, name: str, content: str) -> None:
    assert unpacked(content.encode(), name).artifacts


def test_what_is_kept_of_a_text_stays_at_its_place() -> None:
    text = "é one\ntwo ü three\n"
    assert kept(text, [(2, 5), (12, 17)]).encode() == b"   one\n       three"
