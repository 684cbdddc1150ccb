"""Cutting a file into units: exact ranges, whatever the code holds."""

import pytest

from scanner.code.javascript.units import UnitKind, split


def texts(code: str) -> list[str]:
    data = code.encode()
    return [data[unit.start : unit.end].decode() for unit in split(data).units]


@pytest.mark.parametrize(
    ("code", "units"),
    [
        ("var a=1;function f(){return a}f();", ["var a=1;", "function f(){return a}", "f();"]),
        ("function a(){}function b(){}", ["function a(){}", "function b(){}"]),
        ("const a = 1\nconst b = 2\n", ["const a = 1", "const b = 2"]),
        ("var s='a;b{',t=\"c}\";g()", ["var s='a;b{',t=\"c}\";", "g()"]),
        ("var t=`x${f({a:`}`})};y`;g()", ["var t=`x${f({a:`}`})};y`;", "g()"]),
        ("var r=/[/;{]/g,n=a/b/c;g()", ["var r=/[/;{]/g,n=a/b/c;", "g()"]),
        ("/* ; { */ a(); // }\nb()", ["a();", "b()"]),
        ("if(a){b()}else{c()}d()", ["if(a){b()}else{c()}d()"]),
        ("#!/usr/bin/env node\na();", ["a();"]),
        ('import{a}from"x";export{a as b};', ['import{a}from"x";', "export{a as b};"]),
        ("class A extends B{m(){}}var x;", ["class A extends B{m(){}}", "var x;"]),
        ("var a = {\n b: 1\n}\nfunction f() {}\n", ["var a = {\n b: 1\n}", "function f() {}"]),
        ("f(\n    /[(]/,\n  1);g()", ["f(\n    /[(]/,\n  1);", "g()"]),
        ("f(a, // why (\n  /['\"]/);g()", ["f(a, // why (\n  /['\"]/);", "g()"]),
        ("return\n  /[{]/.test(a);g()", ["return\n  /[{]/.test(a);", "g()"]),
        ("var n=a\n  / b / c;g('/')", ["var n=a\n  / b / c;", "g('/')"]),
        ("var n=a++ / b;g('/(')", ["var n=a++ / b;", "g('/(')"]),
        ("var t=`a${b?`c${d(`e;${{f:1}.f}`)}`:'}'};`,u=2;g()", ["var t=`a${b?`c${d(`e;${{f:1}.f}`)}`:'}'};`,u=2;", "g()"]),
        ("var t=`${{a:/[}`]/}.a}${1}`;g()", ["var t=`${{a:/[}`]/}.a}${1}`;", "g()"]),
        ("/[;]/.test(a);g()", ["/[;]/.test(a);", "g()"]),
        ("var a='1,(',b=\"2\",c;g()", ["var a='1,(',b=\"2\",c;", "g()"]),
        ("", []),
    ],
)
def test_statements_at_the_top_are_units(code: str, units: list[str]) -> None:
    assert texts(code) == units


def test_offsets_count_bytes_and_not_characters() -> None:
    code = "var a='’ʼ';f();".encode()
    assert [(unit.start, unit.end) for unit in split(code).units] == [(0, 14), (14, 18)]


@pytest.mark.parametrize("code", ["function f({", "var s='open", "a)b", "`${", "\x00\xff{", "}}}}"])
def test_rubbish_is_cut_and_marked_never_raised(code: str) -> None:
    cut = split(code.encode("latin-1"))
    assert cut.is_parsed


def test_what_the_counter_cannot_balance_is_cut_by_the_parser() -> None:
    code = b"function f(a){if(a)/[{]/.test(a)}function g(){}"
    cut = split(code)
    assert [code[unit.start : unit.end] for unit in cut.units] == [b"function f(a){if(a)/[{]/.test(a)}", b"function g(){}"]
    assert not cut.has_errors


def test_code_with_indented_regular_expressions_needs_no_parser() -> None:
    assert not split(b"f(\n  // all (\n  /* or ) */\n  /[(]/g,\n);").is_parsed


def test_templates_in_templates_to_a_great_depth_are_cut() -> None:
    code = b"var a=" + b"`x${{b:" * 5_000 + b"1" + b"}.b};`" * 5_000 + b";g();"
    assert len(split(code).units) == 2


def test_the_names_of_a_list_are_told_apart_from_texts_with_commas() -> None:
    assert split(b"var a='b,c',d=`e,${f},g`,h=/,i/,/* j, */k;").units[0].declared.names == ("a", "d", "h", "k")


def test_deep_nesting_does_not_exhaust_the_stack() -> None:
    code = b"f(" * 20_000 + b")" * 20_000 + b";g();"
    assert len(split(code).units) == 2


def test_a_wrapper_around_a_whole_bundle_is_opened() -> None:
    inner = "".join(f"function f{number}(){{return {number}}}" for number in range(6000))
    code = f"(function(exports,require,module){{{inner}}})".encode()
    cut = split(code)
    assert cut.units[0].kind is UnitKind.WRAPPER
    assert len(cut.units) == 6001
    assert cut.scopes[cut.units[1].scope].wrapper == 0


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("var a=1,b,c=f(1,2),{d,e:g,...h}=x,[i]=y;", ("a", "b", "c", "d", "g", "h", "i")),
        ("async function* f(){}", ("f",)),
        ("export default class K{}", ("K",)),
        ("import z,{a as b,c}from'm';", ("z", "b", "c")),
        ("import*as n from'm';", ("n",)),
        ("import { a, type B, default as d, \"x y\" as e } from 'm'", ("a", "B", "d", "e")),
        ("import'm';", ()),
        ("a.b=1;", ()),
    ],
)
def test_the_names_a_unit_declares_are_read_off_its_text(code: str, names: tuple[str, ...]) -> None:
    assert split(code.encode()).units[0].declared.names == names
