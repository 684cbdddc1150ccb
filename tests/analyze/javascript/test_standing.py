"""Which units of a large program are read: those whose names may stand for what a reader asks, and no others."""

import hashlib

import pytest

from scanner.analyze.javascript.readers import SMALL_BYTES, readers_of
from scanner.analyze.javascript.reading_units import units_to_read
from scanner.code.javascript.program import Code
from scanner.code.javascript.source import read_source
from scanner.model.artifact import Artifact, ArtifactKind, Sha256
from scanner.ruleset.locations import shipped

PADDING = "".join(f"function pad{number}(a){{return a+{number}}}\n" for number in range(SMALL_BYTES // 30))


READ = [
    "function f1(){return new Date().toString()}",
    "function f2(){let e=new Date;return e.toString()}",
    "function f3(){let e=new Date,t=e;return t.toString()}",
    "function f4({language:e}=vscode.env){return e}",
    "function f5(v){return v.env.language}",
    "function f6(v){const{env:n}=v;return n.language}",
    "function f7(){return require('node:os').hostname()}",
    "function f8(){return g.execSync('git remote -v')}",
    "function f9(){return run('git',['remote'])}",
    "function f10(){return q.hostname()}",
    "function f11(){return fs.readFileSync(path.join(home,'.ssh','config'))}",
]
LEFT = [
    "var run=util.promisify(execFile);",
    "var q,z;var init=lazy(()=>{z=wrap(require('os'));q=z});",
    "function f12(b){return b.toString()}",
    "function f13(b){return (b+1).toString()+Date.now()}",
    "function f14(v){return process.env.X+v.code.language}",
    "function f15(){return{language:'c',all:process.env}}",
    "function f16(o){return o.hostname()}",
    "function f17(){return describe('which files are git remote ones')}",
]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The units that are read of a program that holds all of the above and is large by its padding."""
    data = "\n".join((*READ, *LEFT, PADDING)).encode()
    path = tmp_path_factory.mktemp("large") / "cli.js"
    path.write_bytes(data)
    module = Artifact(
        sha256=Sha256(hashlib.sha256(data).hexdigest()),
        kind=ArtifactKind.JAVASCRIPT,
        trail=("cli.js",),
        size_bytes=len(data),
        content=path,
    )
    program = Code((read_source(module),))
    units, _ = units_to_read(program, readers_of((shipped("rules"),)))
    return "\n".join(program.text(unit).decode() for unit in units)


@pytest.mark.parametrize("code", READ)
def test_what_may_read_a_signal_is_read_in_a_large_program(code: str, read: str) -> None:
    assert code in read


@pytest.mark.parametrize("code", LEFT)
def test_what_cannot_read_a_signal_is_left_unparsed(code: str, read: str) -> None:
    assert code not in read
