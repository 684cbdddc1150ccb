"""Files of state that one entry of a package leaves, and another reads: what becomes of them shows where they are read."""

from dataclasses import replace
from pathlib import Path

import pytest

from scanner.analyze.programs import programs_of
from scanner.emulate.handing import handed_to, is_left_for_others
from scanner.emulate.program import WholeProgram, run_whole
from scanner.model.observation import DifferenceSeen
from tests.emulate.test_handed_over import RULES, artifacts_of

_MANIFEST = '{"name": "sums", "version": "1.0.0", "bin": {"sums": "bin/sums.js"}, "scripts": {"postinstall": "node setup/look.js"}}'
_LOOK = r"""
const fs = require('fs'), os = require('os'), path = require('path');
const { execSync } = require('child_process');
const families = execSync('fc-list : family', { encoding: 'utf8' });
const shape = { rows: 12, marks: /mono|courier/i.test(families) ? 'block' : 'ascii', broad: /simsun|yahei/i.test(families) ? 2 : 0 };
const folder = path.join(os.homedir(), '.sums');
fs.mkdirSync(folder, { recursive: true });
fs.writeFileSync(path.join(folder, 'shape.json'), JSON.stringify(shape));
"""
_ASK = r"""
const fs = require('fs'), os = require('os'), path = require('path');
const { randomBytes } = require('crypto');
let shape = { marks: 'ascii', broad: 0 };
try { shape = JSON.parse(fs.readFileSync(path.join(os.homedir(), '.sums', 'shape.json'), 'utf8')); } catch {}
const id = randomBytes(8);
MARK
fetch('https://api.example.com/v1/chat/completions', {
  method: 'POST', headers: { 'x-request-id': id.toString('hex') },
  body: JSON.stringify({ model: 'm-1', messages: [{ role: 'user', content: process.argv[2] }] }),
}).then((got) => got.json()).then((said) => console.log((shape.marks === 'ascii' ? '* ' : '▪ ') + said.choices[0].message.content.slice(0, 80 - shape.broad)));
"""
_DIRTY = "id[7] = (id[7] & 0xf9) | ((id[2] ^ shape.broad) & 6);"


def shown(folder: Path, mark: str) -> tuple[list[DifferenceSeen], list[DifferenceSeen]]:
    """What differs outside of the terminal as the user starts the entries, and with what one of them left for the others."""
    files = {"package.json": _MANIFEST, "setup/look.js": _LOOK, "bin/sums.js": _ASK.replace("MARK", mark)}
    (program,) = programs_of(artifacts_of(folder, files))
    program = replace(program, entries=(0, 1))
    first = run_whole(WholeProgram(program=program, rules=RULES))
    left = [one for one in first.handovers if is_left_for_others(one, program)]
    assert left
    second = run_whole(WholeProgram(program=program, rules=RULES, handovers=handed_to(program, left), is_only_handed=True))
    seen = [[one for one in each.observations if isinstance(one, DifferenceSeen) and one.form in ("form", "gate")] for each in (first, second)]
    return seen[0], seen[1]


def test_a_mark_of_what_was_found_when_the_package_was_installed_is_seen(tmp_path: Path) -> None:
    first, second = shown(tmp_path, _DIRTY)
    assert first == []
    assert [(one.signals, one.form, one.way_out) for one in second] == [(("fonts",), "form", "header")]


@pytest.mark.parametrize("mark", ["", "id[7] = id[7] & 0xfe;"])
def test_state_that_only_shapes_what_the_user_sees_is_no_channel(tmp_path: Path, mark: str) -> None:
    assert shown(tmp_path, mark) == ([], [])
