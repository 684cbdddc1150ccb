"""What bytes are, whatever they are called."""

import math
import pickle
from pathlib import Path

import pytest

from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack.opened import Recognised
from scanner.unpack.opening import recognise
from scanner.unpack.source import Source
from tests.unpack.making import ELF, MACHO, PE, SCRIPT, asar_of, pyz_of, tar_of

_PYTHON = b"import os\n\n\ndef main():\n    for name in os.listdir('.'):\n        print(name)\n\n\nif __name__ == '__main__':\n    main()\n"
_TYPED = b"interface Box { size: number }\nexport function open(box: Box): string {\n  const size: number = box.size;\n  return `${size}`;\n}\n"
_SHELL = b"set -e\nif [ -z \"$HOME\" ]; then\n  echo \"no home\"\n  exit 1\nfi\nfor x in a b; do\n  echo \"$x\"\ndone\n"
_PROSE = (
    b"# A tool\n\nThis tool reads the clock and returns what it finds. Import it, then export the answer.\n\n"
    b"    const tool = require('tool')\n\n- fast\n- small, as the function is short; let us know what you think.\n"
)
_NOISE = bytes((number * 197 + number * number * 31 + (number >> 3) * 89) % 256 for number in range(8192))


_FENCED_PYTHON = b"# Streaming\n\n```python\nimport client\n" + b"with client.stream(1) as s:\n    for text in s:\n        print(text)\n" * 20 + b"```\n"
_FENCED_SHELL = b"# Use\n\n```bash\n" + b'export KEY="$(cat key)"\ncurl -s https://api.example.com \\\n  -d @x\necho "$KEY"\n' * 20 + b"```\n"

_WORD_COUNTS = b"".join(b"%s\t%d\n" % (word, number) for number, word in enumerate((b"then", b"finland", b"done", b"local", b"echo", b"thener", b"esac") * 40))
"""A table of a tokeniser, whose words are also those that shells know."""


def _adts(frames: int) -> bytes:
    """AAC sound of frames whose content is noise, each with its length."""
    head = lambda size: bytes([0xFF, 0xF1, 0x50, 0x80 | size >> 11, size >> 3 & 0xFF, (size & 7) << 5 | 0x1F, 0xFC])  # noqa: E731
    return b"".join(head(107 + number) + _NOISE[number : number + 100 + number] for number in range(frames))


_EXAMPLE = b"\n```js\nconst client = require('client');\nclient.send({ to: 'sam', count: 3, list: [1, 2, 3, 4, 5, 6, 7, 8, 9], more: { a: 1, b: 2, c: 3, d: 4, e: 5 } }).then(() => 4);\n```\n"
_TAGGED_PAGES = b'<a name="api"></a>\n\n- [send(to)](#api.send) <code>Promise.&lt;void&gt;</code>\n  - [stop()](#api.stop) <code>x</code>\n' + _EXAMPLE * 9
"""A page of documentation whose tags and examples parse as JavaScript but for one error that holds most of it."""


def _recognised(tmp_path: Path, content: bytes, name: str, *, is_executable: bool = False) -> Recognised:
    path = tmp_path / "content"
    path.write_bytes(content)
    with Source(path, name=name) as source:
        return recognise(source, is_executable)


@pytest.mark.parametrize(("content", "name", "kind"), [
    (SCRIPT, "cli.js", Kind.JAVASCRIPT),
    (SCRIPT, "cli.bin", Kind.JAVASCRIPT),
    (SCRIPT, "cli", Kind.JAVASCRIPT),
    (SCRIPT, "notes.txt", Kind.JAVASCRIPT),
    (SCRIPT, "README.md", Kind.JAVASCRIPT),
    (b"#autoload\nREPLY=$TZ\n", "_zone", Kind.SHELL),
    (b"#compdef ask\n_arguments '1: :(a b)'\n", "_ask", Kind.SHELL),
    (b"# What the prompt shows.\n\nemulate -L zsh\nREPLY=${1:u}\n", "shown", Kind.SHELL),
    (b"builtin emulate -LR zsh; setopt no_unset\n", "shown", Kind.SHELL),
    (b"To write one, begin it with `emulate -L zsh`, or with #autoload.\n", "notes", Kind.TEXT),
    (b"ask\n\n```zsh\nemulate -L zsh\n```\n", "notes", Kind.TEXT),
    (b"REPLY=1\n", "plain.zsh-theme", Kind.SHELL),
    (b"REPLY=1\n", "ask.plugin.zsh", Kind.SHELL),
    (b"REPLY=1\n", ".zshrc", Kind.SHELL),
    (b"!function(){var a=1;return a===2&&console.log(a)}();" * 40, "x.dat", Kind.JAVASCRIPT),
    (SCRIPT.decode().encode("utf-16-le"), "cli", Kind.JAVASCRIPT),
    (b"\xef\xbb\xbf" + SCRIPT, "cli", Kind.JAVASCRIPT),
    (SCRIPT * 100 + b"const table = '\x00\x01\x02\x03';\n", "chunk.js", Kind.JAVASCRIPT),
    (b"GIF89a=1;\n" + SCRIPT, "picture.gif", Kind.JAVASCRIPT),
    (_adts(40), "alert.aac", Kind.AUDIO),
    (b"ID3=1;\n" + SCRIPT, "song.mp3", Kind.JAVASCRIPT),
    (b"#!/usr/bin/env node\nmain()\n", "tool", Kind.JAVASCRIPT),
    (_TYPED, "cli", Kind.TYPESCRIPT),
    (_TYPED, "cli.ts", Kind.TYPESCRIPT),
    (_PYTHON, "tool", Kind.PYTHON),
    (_PYTHON, "tool.js", Kind.PYTHON),
    (b"#!/usr/bin/python3 -I\nprint(1)\n", "tool.txt", Kind.PYTHON),
    (_SHELL, "run", Kind.SHELL),
    (b"@echo off\r\nset A=1\r\n", "x", Kind.BATCH),
    (_PROSE, "README.md", Kind.MARKDOWN),
    (_PROSE, "README", Kind.TEXT),
    (_FENCED_PYTHON, "streaming.md", Kind.MARKDOWN),
    (_TAGGED_PAGES, "api.md", Kind.MARKDOWN),
    (_FENCED_PYTHON, "streaming", Kind.TEXT),
    (_FENCED_SHELL, "examples", Kind.TEXT),
    (_WORD_COUNTS, "context.tab", Kind.TEXT),
    (_WORD_COUNTS.replace(b"\t", b" "), "words", Kind.TEXT),
    (b"sync\ndate\nuptime\nif [ -f a ]; then\n  cat a\nfi\ndone_it\n" * 30 + b'echo "$HOME"\n', "run", Kind.SHELL),
    (b"Copyright (c) 2026. Permission is hereby granted, free of charge, to any person.\n", "LICENSE", Kind.TEXT),
    (b'{"name": "x", "bin": "cli.js"}', "package.json", Kind.JSON),
    (b'{"name": "x", "bin": "cli.js"}', "data.js", Kind.JAVASCRIPT),
    (b'{"version":3,"sources":["a.ts"],"sourcesContent":["1"],"mappings":"AAAA"}', "x", Kind.SOURCE_MAP),
    (b"<!DOCTYPE html><html></html>", "x", Kind.HTML),
    (b"<?xml version='1.0'?><a/>", "x", Kind.XML),
    (b"key: value\n", "x.yaml", Kind.YAML),
    (ELF, "cli.js", Kind.ELF),
    (PE, "x", Kind.PE),
    (MACHO, "x", Kind.MACHO),
    (b"MZ is how this text begins\n", "x", Kind.TEXT),
    (tar_of({"a": b"1"}), "x.js", Kind.TAR),
    (asar_of({"a.js": SCRIPT}), "x", Kind.ASAR),
    (pyz_of({"a": b"code"}), "x", Kind.PYZ),
    (b"\x89PNG\r\n\x1a\n\x00\x00", "x", Kind.IMAGE),
    (b"wOF2\x00\x01\x00\x00", "x", Kind.FONT),
    (b"-----BEGIN CERTIFICATE-----\nMII\n", "ca.pem", Kind.DATA),
    (b"\xca\xfe\xba\xbe\x00\x00\x00\x41" + bytes(30), "X.class", Kind.JAVA_CLASS),
    (b"\x00asm\x01\x00\x00\x00", "x", Kind.WASM),
    (pickle.dumps({"a": [1, 2]}, 4), "x.dat", Kind.DATA),
    (b"\0\0\0\3\0\0\0\2\0\0\0\1\0\0\0\0\0\0\0\0" + bytes(range(256)), "kotlin-stdlib.kotlin_module", Kind.DATA),
    (b"", "x", Kind.EMPTY),
], ids=lambda value: value if isinstance(value, str) else "")
def test_kinds_are_told_by_content(tmp_path: Path, content: bytes, name: str, kind: Kind) -> None:
    found = _recognised(tmp_path, content, name)
    assert (found.kind, found.objection) == (kind, None)


@pytest.mark.parametrize(("content", "name", "is_executable", "reason"), [
    (_NOISE, "blob", False, "bits of entropy"),
    (b"\x01\x02\x03\x04", "tool", True, "marked executable"),
    (b"no archive", "x.tgz", False, "named as an archive"),
    (b"", "x.whl", False, "named as an archive"),
    (bytes(0x8000) + b"\x01CD001\x01\x00" + bytes(40), "x", False, "optical disc"),
    (b"\x80\x04\x95\x1c\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix\x94\x8c\x06system\x94\x93\x94\x8c\x02id\x94\x85\x94R\x94.", "x", False, "posix.system"),
], ids=["noise", "executable", "text tgz", "empty wheel", "disc", "pickle"])
def test_what_may_run_and_is_not_recognised_is_a_gap(tmp_path: Path, content: bytes, name: str, is_executable: bool, reason: str) -> None:
    assert reason in str(_recognised(tmp_path, content, name, is_executable=is_executable).objection)


@pytest.mark.parametrize("content", [bytes(5000), b"\x01\x02" * 2000, b"\x07\x00"], ids=["zeros", "table", "short"])
def test_dull_unknown_content_is_no_gap(tmp_path: Path, content: bytes) -> None:
    assert _recognised(tmp_path, content, "table.dat").objection is None


def test_the_codec_of_wide_text_is_stated(tmp_path: Path) -> None:
    assert _recognised(tmp_path, SCRIPT.decode().encode("utf-16-le"), "x").encoding == "utf-16-le"
    assert _recognised(tmp_path, SCRIPT, "x").encoding is None


@pytest.mark.parametrize("content", [_adts(40)[:-3], _adts(1) + _NOISE, _adts(3) + SCRIPT * 20])
def test_what_only_begins_as_sound_is_none(tmp_path: Path, content: bytes) -> None:
    found = _recognised(tmp_path, content, "alert.aac")
    assert found.kind is Kind.UNKNOWN
    assert found.objection is not None


_SPEECH = b"".join(int(9_000 * math.sin(at / 9) * math.sin(at / 700)).to_bytes(2, "little", signed=True) for at in range(20, 9_020))
"""Sound without a header, as clients keep it in a literal."""


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (_SPEECH, Kind.AUDIO),
        (_SPEECH[:-1], Kind.AUDIO),
        (_SPEECH[:9_000] + _NOISE, Kind.UNKNOWN),
        (_NOISE, Kind.UNKNOWN),
        (_SPEECH * 500, Kind.UNKNOWN),
    ],
    ids=["sound", "cut off", "half of it something else", "noise", "more than is looked at"],
)
def test_sound_without_a_header_is_known_by_its_swing(tmp_path: Path, content: bytes, kind: Kind) -> None:
    """A package was inconclusive for a spoken word in its literals; what only begins like sound may be anything."""
    found = _recognised(tmp_path, content, "sample")
    assert found.kind is kind
    assert (found.objection is None) is (kind is Kind.AUDIO)


def test_sound_that_is_marked_executable_is_not_believed(tmp_path: Path) -> None:
    assert _recognised(tmp_path, _SPEECH, "sample", is_executable=True).objection is not None
