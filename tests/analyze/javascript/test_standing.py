"""Which units of a large program are read: those whose names may stand for what a reader asks, and no others."""

import hashlib
from pathlib import Path

import pytest

from scanner.analyze.javascript.namesakes import Namesakes
from scanner.analyze.javascript.readers import SMALL_BYTES, readers_of
from scanner.analyze.javascript.reading_units import units_to_read
from scanner.analyze.javascript.standing import word_pattern
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
    "function f18(){return uq().username}",
    "function f19(){return ev.HTTPS_PROXY}",
    "function f20(){return process.env['HTTP_PROXY']}",
    "function f21(){const{ALL_PROXY:p}=process.env;return p}",
    "function f22(){let e=[',;)',new Date][1];return e.toString()}",
]
LEFT = [
    "import{userInfo as uq}from'os';",
    "var ev=process.env;",
    "var run=util.promisify(execFile);",
    "var q,z;var init=lazy(()=>{z=wrap(require('os'));q=z});",
    "function f12(b){return b.toString()}",
    "function f13(b){return (b+1).toString()+Date.now()}",
    "function f14(v){return process.env.X+v.code.language}",
    "function f15(){return{language:'c',all:process.env}}",
    "function f16(o){return o.hostname()}",
    "function f17(){return describe('which files are git remote ones')}",
    "function f23(o){return o.HTTPS_PROXY}",
    "var names=['HTTP_PROXY'];",
    "function f25(){return Date.now().toString()}",
    "function f26(){let n=1,d=new Date;return n.toString(36)}",
    f"function f27(){{return run('git',['log']),show({'+'.join(['lines'] * 200)},'remote')}}",
]


def _module(path: Path, text: str) -> Artifact:
    data = text.encode()
    path.write_bytes(data)
    digest = Sha256(hashlib.sha256(data).hexdigest())
    return Artifact(sha256=digest, kind=ArtifactKind.JAVASCRIPT, trail=(path.name,), size_bytes=len(data), content=path)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The units that are read of a program that holds all of the above and is large by its padding."""
    module = _module(tmp_path_factory.mktemp("large") / "cli.js", "\n".join((*READ, *LEFT, PADDING)))
    program = Code((read_source(module),))
    units, _ = units_to_read(program, readers_of((shipped("rules"),)))
    return "\n".join(program.text(unit).decode() for unit in units)


@pytest.mark.parametrize("code", READ)
def test_what_may_read_a_signal_is_read_in_a_large_program(code: str, read: str) -> None:
    assert code in read


@pytest.mark.parametrize("code", LEFT)
def test_what_cannot_read_a_signal_is_left_unparsed(code: str, read: str) -> None:
    assert code not in read


def test_modules_that_hold_no_reader_are_not_cut_and_units_keep_the_order_of_the_modules(tmp_path: Path) -> None:
    """A program of 3,650 modules was cut whole, which took a third of the time, as every name was looked up by unit."""
    texts = [
        PADDING.replace("pad", "one"),
        "import{userInfo as uq}from'os';export{uq as aa};" + PADDING.replace("pad", "two"),
        "import{aa}from'./1.js';function read(){return aa().username}" + PADDING.replace("pad", "three"),
    ]
    modules = tuple(_module(tmp_path / f"{number}.js", text) for number, text in enumerate(texts))
    program = Code(tuple(map(read_source, modules)))
    units, _ = units_to_read(program, readers_of((shipped("rules"),)))
    assert [program.text(unit).decode() for unit in units] == ["function read(){return aa().username}"]
    assert [module.units is not None for module in program.modules] == [False, True, True]
    program.cut(0)
    assert program.units_with("a") == sorted(program.units_with("a"))
    assert [program.module_of[unit] for unit in (*program.modules[0].units, *program.modules[2].units)] == sorted(
        program.module_of[unit] for unit in (*program.modules[0].units, *program.modules[2].units)
    )


@pytest.mark.parametrize("code", ["let x = 1; f(x, ax, x1, 2x, x.y)", "x", "y.xx x$ \u00e9x x", "function w(){return{x}}"])
def test_a_name_is_searched_for_as_it_is_noted(code: str, tmp_path: Path) -> None:
    program = Code((read_source(_module(tmp_path / "a.js", code)),))
    module = program.cut(0)
    searched = program.users_in(0, b"x")
    program._note_users(module)
    assert searched == program.users_in(0, b"x") != []


@pytest.fixture(scope="module")
def parted(tmp_path_factory: pytest.TempPathFactory) -> Code:
    """The same code in one of three modules, none of which is most of the program, so that each is only cut if it may matter."""
    folder = tmp_path_factory.mktemp("parted")
    texts = ["\n".join((*READ, *LEFT, PADDING)), PADDING.replace("pad", "two"), PADDING.replace("pad", "three")]
    return Code(tuple(read_source(_module(folder / f"{number}.js", text)) for number, text in enumerate(texts)))


def test_what_may_read_a_signal_is_read_in_a_program_of_several_modules(parted: Code) -> None:
    units, _ = units_to_read(parted, readers_of((shipped("rules"),)))
    read = "\n".join(parted.text(unit).decode() for unit in units)
    assert [code for code in READ if code not in read] == []
    assert [code for code in LEFT if code in read] == []


def _cut(folder: Path, *texts: str) -> tuple[str, list[bool]]:
    """What is read of a program of such modules, and which of them were cut for it."""
    padded = [f"{text}\n{PADDING.replace('pad', f'pad{number}_')}" for number, text in enumerate((*texts, ""))]
    program = Code(tuple(read_source(_module(folder / f"{number}.js", text)) for number, text in enumerate(padded)))
    units, _ = units_to_read(program, readers_of((shipped("rules"),)))
    return "\n".join(program.text(unit).decode() for unit in units), [module.units is not None for module in program.modules[:-1]]


@pytest.mark.parametrize(
    "code",
    [
        "function g1(p){return Promise.all(p)}const seen=vscode.extensions;",
        "function g2(n){return n.toString(36)}function later(){return new Date}",
        "function g3(a){let d=new Date,n=a.length;return n.toString()}",
        "function g4(q){return q.all}const extensions=5;",
    ],
)
def test_a_module_whose_names_cannot_mean_a_reader_is_not_cut(code: str, tmp_path: Path) -> None:
    """Two thirds of a program of a thousand modules were cut for `Promise.all` and `number.toString`."""
    read, cut = _cut(tmp_path, code, "function other(a){return a}")
    assert (read, cut) == ("", [False, False])


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("export const mm=wrap(require('os'));", "import{mm as k}from'./0.js';function h1(){return k.hostname()}"),
        ("import*as os from'node:os';export{os as mm};", "import{mm}from'./0.js';let z=mm;function h2(){return z.hostname()}"),
        ("let d=new Date;export default d;", "import when,{other}from './0.js';\nfunction h3(){return when.toString()}"),
        ("export{e as \"a-b\"};let e=vscode.env;", "import{\"a-b\" as e,f}from\"./0.js\";function h4(){return e.language}"),
        ("", "let a,b,c,d,e;function init(){a=new Date;b=a;c=b;d=c;e=d}function h5(){return e.toString()}"),
        ("", "const{env:n}=vscode;function h6(){return n.language}"),
        ("", "function h7({env:n}){return n.language}"),
        ("", "let n;n??=vscode.env;function h8(){return n.language}"),
    ],
)
def test_a_name_that_means_a_reader_through_other_names_or_modules_is_found(first: str, second: str, tmp_path: Path) -> None:
    read, cut = _cut(tmp_path, first, second)
    assert second[second.rindex("function h") :] in read
    assert cut[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (b"let a0=new Date;" + b";".join(b"a%d=a%d" % (number + 1, number) for number in range(100_000)) + b";zz=a100000;", True),
        (b"a=Date " * 100_000, True),
        (b"=Date" * 2_000, False),
        (b"import " * 300_000, False),
        (b"import zz," + b"import " * 100_000 + b"from 'x'", True),
        (b"x" * 3_000_000 + b"=Date", False),
        (b"zz=" + b"(" * 300_000 + b"Date", False),
        (b"zz=", False),
        (b"", False),
    ],
)  # fmt: skip
def test_hostile_texts_are_answered_in_linear_time(text: bytes, expected: bool) -> None:
    assert Namesakes(text).may_mean(b"zz", before=b"Date", meant=word_pattern("Date")) is expected


def test_a_long_name_is_taken_whole() -> None:
    name = b"n" * 500
    assert Namesakes(name + b" = new Date;").may_mean(name, before=b"Date", meant=word_pattern("Date"))
    assert not Namesakes(b"m" + name + b" = new Date;").may_mean(name, before=b"Date", meant=word_pattern("Date"))


def test_a_word_that_nothing_is_given_hides_no_alias_of_the_next_word() -> None:
    """Asked first for a word that gave no name, the names that are handed on were taken for none for every later word, too."""
    names = Namesakes(b"a=new Date;zz=a;")
    assert not names.may_mean(b"zz", before=b"extensions", meant=word_pattern("extensions"))
    assert names.may_mean(b"zz", before=b"Date", meant=word_pattern("Date"))
