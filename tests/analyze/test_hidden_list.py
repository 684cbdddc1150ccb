import base64
import io
import json
import tarfile
from pathlib import Path

import pytest

from scanner.analyze.decode.derived import is_decoded_literals, is_readable_twin
from scanner.analyze.endpoints import examine as endpoints
from scanner.analyze.hidden_list import examine
from scanner.analyze.places import all_restored, followed_in, restored
from scanner.analyze.worker import Subject
from scanner.code.lexed import lexed
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import BuildObfuscated, EndpointSeen, ListDecoded, Observation
from tests.analyze.decode.test_decoders import KEY, OBFUSCATED, program
from tests.analyze.subjects import subject_of
from tests.real import artifact

HOSTS = "contoso.com,fabrikam.net,adatum.cn,litware.io,gw.woodgrove.de"


def hidden(text: str, key: int) -> str:
    return base64.b64encode(bytes(byte ^ key for byte in text.encode())).decode()


def lists(observations: tuple[Observation, ...]) -> list[ListDecoded]:
    return [item for item in observations if isinstance(item, ListDecoded)]


@pytest.mark.parametrize(("before", "literal", "after", "kind", "encoding"), [
    ("var a=91,b=", f'"{hidden(HOSTS, 91)}"', ";", ArtifactKind.JAVASCRIPT, None),
    ("/* ü */ var b=", f"`{hidden(HOSTS, 17)}`", ";", ArtifactKind.TYPESCRIPT, None),
    ("// ü\nvar b=", f'"{hidden(HOSTS, 91)}"', ";", ArtifactKind.JAVASCRIPT, "latin-1"),
    ("var b=", f'"{hidden(HOSTS, 200)}"', ";", ArtifactKind.JAVASCRIPT, "utf-16-le"),
    ("var b=", f'"{hidden(HOSTS, 91)[:40]}"+"{hidden(HOSTS, 91)[40:]}"', ";", ArtifactKind.JAVASCRIPT, None),
    ("HOSTS = (", f"'{hidden(HOSTS, 91)[:40]}'\n  '{hidden(HOSTS, 91)[40:]}'", ")", ArtifactKind.PYTHON, None),
    ("HOSTS = bytes(", str(list(byte ^ 33 for byte in HOSTS.encode())), ")", ArtifactKind.PYTHON, None),
    ("String.fromCharCode(...", str(list(HOSTS.encode())), ")", ArtifactKind.JAVASCRIPT, None),
    ('{"a": ', f'"{hidden(HOSTS, 91)}"', "}", ArtifactKind.JSON, None),
])
def test_a_hidden_list_points_at_the_bytes_of_its_literal(
    before: str, literal: str, after: str, kind: ArtifactKind, encoding: str | None, tmp_path: Path,
) -> None:
    codec = encoding or "utf-8"
    content = (before + literal + after).encode(codec)
    (found,) = lists(examine(subject_of(content, tmp_path, kind=kind, encoding=encoding)).observations)
    assert content[found.place.byte_offset:found.place.byte_offset + found.place.byte_length].decode(codec) == literal
    assert (found.entries, found.domain_count, found.zone_count, found.keyword_count) == (tuple(HOSTS.split(",")), 5, 0, 0)
    assert (found.place.decoded, found.place.line) == (HOSTS, before.count("\n") + 1)


def test_encoded_elements_of_an_array_are_one_list(tmp_path: Path) -> None:
    array = ", ".join(f'"{hidden(host, 44)}"' for host in HOSTS.split(","))
    content = f"const listed = [{array}].map(open);"
    (found,) = lists(examine(subject_of(content, tmp_path)).observations)
    assert (found.entries, found.layers, found.place.byte_offset, found.place.byte_length) == (
        tuple(HOSTS.split(",")), ("base64", "xor"), content.index(array), len(array))


def test_a_literal_cut_into_pieces_of_an_array_is_one_list(tmp_path: Path) -> None:
    text = hidden(HOSTS, 91)
    array = ",".join(f'"{text[at:at + 10]}"' for at in range(0, len(text), 10))
    (found,) = lists(examine(subject_of(f"const listed = open([{array}].join(''));", tmp_path)).observations)
    assert (found.entries, found.layers, found.place.byte_length) == (tuple(HOSTS.split(",")), ("base64", "xor"), len(array))


def test_a_list_behind_a_decoder_function_counts_once(tmp_path: Path) -> None:
    calls = ";".join(f'check(dec("{hidden(host, 44)}"))' for host in HOSTS.split(","))
    (found,) = lists(examine(subject_of(f'function dec(s){{return x(atob(s),44)}}{calls};', tmp_path)).observations)
    assert (found.entries, found.layers) == (tuple(HOSTS.split(",")), ("base64", "xor"))


def test_an_obfuscated_build_is_one_observation_and_a_readable_text(tmp_path: Path) -> None:
    code = "/* ü */" + program(KEY, shows_key=True, times=20)
    examined = examine(subject_of(code, tmp_path))
    (build,) = examined.observations
    assert isinstance(build, BuildObfuscated)
    assert (build.literal_count, build.decoded_count, build.layers) == (160, 160, ("base64", "xor"))
    readable, literals = examined.derived
    assert (is_readable_twin(readable), is_decoded_literals(literals)) == (True, True)
    text = readable.content.read_text()
    assert (readable.kind, text.count('x("failed to open the file")')) == (ArtifactKind.JAVASCRIPT, 20)
    offset = text.encode().index(b'"https://contoso.com/api"')
    place = lexed(readable).source.place(readable, text.index('"https://contoso.com/api"'), text.index('"https://contoso.com/api"') + 25)
    seen = EndpointSeen(place=place, host="contoso.com", scheme="https", port=None, url=None)
    original = restored((seen,), readable)[0].place
    assert place.byte_offset == offset
    assert code.encode()[original.byte_offset:original.byte_offset + original.byte_length].startswith(b'dec("')
    assert (original.artifact, original.subject, original.decoded) == (build.place.artifact, "cli.js", '"https://contoso.com/api"')
    assert examine(Subject(artifact=readable, blobs=tmp_path, rules=())).observations == ()
    hosts = endpoints(Subject(artifact=literals, blobs=tmp_path, rules=())).observations
    assert [(item.host, item.context) for item in hosts if isinstance(item, EndpointSeen)] == [("contoso.com", "code")]
    assert restored(hosts, literals)[0].place.byte_offset == original.byte_offset


def test_programs_are_followed_in_the_readable_text(tmp_path: Path) -> None:
    subject = subject_of(program(KEY, shows_key=True, times=20), tmp_path)
    readable, literals = examine(subject).derived
    (module,) = followed_in((subject.artifact, readable, literals))
    assert (module.trail, module.content) == (subject.artifact.trail, readable.content)
    assert all_restored((subject.artifact.trail,), (readable,)) == (subject.artifact.trail,)


@pytest.mark.parametrize("name", ["none", "b64", "rc4", "mix", "wrap", "norot", "cff"])
def test_the_output_of_a_real_obfuscator_is_an_obfuscated_build_with_its_list(name: str, tmp_path: Path) -> None:
    examined = examine(subject_of((OBFUSCATED / f"{name}.js").read_text(), tmp_path))
    assert [item.kind for item in examined.observations] == ["build_obfuscated", "decoded_list"]
    assert lists(examined.observations)[0].entries == ("baidu.com", "alipay.com", "jd.com", "bilibili.co", "moonshot.ai")


def test_large_decoded_code_goes_through_the_analysis_again(tmp_path: Path) -> None:
    inner = "const send = (v) => fetch('https://contoso.com/v?' + v);\n" * 20
    content = f'eval(atob("{base64.b64encode(inner.encode()).decode()}"))'
    (derived,) = examine(subject_of(content, tmp_path)).derived
    assert (derived.kind, derived.trail, derived.origin, derived.content.read_text()) == (
        ArtifactKind.JAVASCRIPT, ("cli.js", "literal@10"), "base64 literal at 10", inner)


def test_short_decoded_texts_are_one_artifact_with_the_way_back(tmp_path: Path) -> None:
    content = 'a(atob("aHR0cHM6Ly9jb250b3NvLmNvbS9hcGk/eD0x"));b("c2VuZCB0aGUgcmVwb3J0IHRvIG1l")'
    (derived,) = examine(subject_of(content, tmp_path)).derived
    assert (derived.kind, derived.content.read_text()) == (ArtifactKind.TEXT, "https://contoso.com/api?x=1\nsend the report to me\n")
    place = lexed(derived).source.place(derived, 28, 32)
    original = restored((EndpointSeen(place=place, host="x", scheme=None, port=None, url=None),), derived)[0].place
    assert (original.byte_offset, original.excerpt) == (content.index('"c2Vu'), '"c2VuZCB0aGUgcmVwb3J0IHRvIG1l"')


ZONES = [f"{area}/City{number}" for area in ("Africa", "America", "Asia", "Europe", "Pacific") for number in range(60)]
TWINS = {
    "plain list of hosts": f"const hosts={json.dumps(HOSTS.split(','))};const csv='{HOSTS}'",
    "minified bundle with wasm": f"var w=Uint8Array.from(atob('{base64.b64encode(b'%sasm' % bytes(1) + bytes(range(256)) * 300).decode()}'))",
    "image": f"var i='data:image/png;base64,{base64.b64encode(bytes([137, 80, 78, 71]) + bytes(range(256)) * 9).decode()}'",
    "inline source map": "//# sourceMappingURL=data:application/json;base64," + base64.b64encode(b'{"version":3,"names":["a.com","b.com"]}').decode(),
    "translations": 'var t={de:{open:"Öffnen",close:"Schließen"},zh:{open:"打开",close:"关闭"}}',
    "zone table": f"var z={json.dumps(ZONES)};var b='{base64.b64encode(' '.join(ZONES).encode()).decode()}'",
    "packed zones": 'var p=["Africa/Abidjan|LMT GMT|g.8 0|01|-2ldXH.Q|48e5","Asia/Tokyo|LMT JST JDT|-9i.X -90 -a0|012121|-3jE90"]',
    "mime table": f"var m='{base64.b64encode(b'application/json,json%stext/css,css%simage/png,png' % (b'%n', b'%n')).decode()}'",
    "character table": f"var c={list(range(256))};var d={[0x300 + number for number in range(90)]}",
    "test vectors": "var v=['3q2+7w==','AAECAwQF','//79/Pv6','Zm9vYmFy']",
    "digests": "var h={a:'9f86d081884c7d659a2feaa0c55ad015',b:'a3bf4f1b2b0b822cd15d6c15b0f00a08',c:'60303ae22b998861bce3b28f33eec1be'}",
    "integrity values": "var s=['sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==']",
    "svg path": "var p='M12 2L2 7l10 5 10-5-10-5zM2 17l10 5 10-5M2 12l10 5 10-5'",
    "words joined": "var k='abstract,boolean,break,byte,case,catch,char,class,const'.split(',')",
    "licence table": "var l={MIT:'MIT','Apache-2.0':'Apache License 2.0','BSD-3-Clause':'BSD 3-Clause'}",
    "file names": "var f=['charset.js','doctype.js','viewport.js','README.md'],g=['dot.wp.pl','px.o2.pl']",
}


@pytest.mark.parametrize("code", TWINS.values(), ids=TWINS.keys())
def test_ordinary_encoded_content_is_no_hidden_list(code: str, tmp_path: Path) -> None:
    examined = examine(subject_of(code, tmp_path))
    assert (examined.observations, examined.gaps) == ((), ())


def test_what_is_not_searched_is_a_gap(tmp_path: Path) -> None:
    blob = base64.b64encode(bytes((index * 31 + 7) % 253 for index in range(253)) * 30_000).decode()
    examined = examine(subject_of(f"x='{blob}'", tmp_path))
    assert [gap.reason for gap in examined.gaps] == ["1 literals of more than 8388608 characters were not searched for encoded lists"]


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"\0" * 999, "\ud800\ud800".encode("utf-8", "surrogatepass"), b"'" * 9999])
def test_hostile_text_is_examined_to_the_end(content: bytes, tmp_path: Path) -> None:
    assert examine(subject_of(content, tmp_path)).bytes_examined == len(content)


def member(spec: str, name: str) -> bytes:
    with tarfile.open(artifact("npm", spec)) as archive:
        stream = archive.extractfile(name)
        assert isinstance(stream, io.BufferedReader)
        return stream.read()


@pytest.mark.real
def test_a_real_bundle_holds_the_lists_that_were_measured(tmp_path: Path) -> None:
    examined = examine(subject_of(member("@anthropic-ai/claude-code@2.1.91", "package/cli.js"), tmp_path))
    found = lists(examined.observations)
    assert [(item.place.byte_offset, item.place.byte_length) for item in found] == [(4994419, 2686), (4997110, 118)]
    assert [(item.domain_count, item.keyword_count, item.layers) for item in found] == [(147, 0, ("base64", "xor")), (0, 11, ("base64", "xor"))]
    assert (len(examined.observations), examined.gaps) == (len(found), ())


@pytest.mark.real
def test_every_literal_of_the_real_obfuscated_build_is_decoded(tmp_path: Path) -> None:
    subject = subject_of(member("@qoder-ai/qodercli@1.1.52", "package/bundle/qodercli.js"), tmp_path)
    examined = examine(subject)
    (build,) = examined.observations
    assert isinstance(build, BuildObfuscated)
    assert (build.literal_count, build.decoded_count, examined.gaps) == (14746, 14746, ())
    assert all(item.content.read_bytes().count(b'_$d("') == 0 for item in examined.derived)
