from pathlib import Path

import pytest

from scanner.analyze.endpoints import MAX_ENDPOINTS, examine
from scanner.model.artifact import ArtifactKind
from scanner.model.observation import EndpointSeen
from tests.analyze.subjects import subject_of

JS, PY, MD = ArtifactKind.JAVASCRIPT, ArtifactKind.PYTHON, ArtifactKind.MARKDOWN


def seen(content: str | bytes, folder: Path, kind: ArtifactKind = JS, encoding: str | None = None) -> list[tuple[str, str | None, int | None, str | None, str]]:
    found = examine(subject_of(content, folder, kind=kind, encoding=encoding)).observations
    return [(item.host, item.scheme, item.port, item.url, item.context) for item in found if isinstance(item, EndpointSeen)]


@pytest.mark.parametrize(("content", "kind", "expected"), [
    ("fetch('https://API.contoso.com:8443/v1/x?key=1#a')", JS, ("api.contoso.com", "https", 8443, "https://api.contoso.com:8443/v1/x", "code")),
    ("fetch('https://user:secret@contoso.com/a')", JS, ("contoso.com", "https", None, "https://contoso.com/a", "code")),
    ("x='wss://contoso.com.'", JS, ("contoso.com", "wss", None, "wss://contoso.com", "code")),
    ("x='http://[fd00:EC2::254]:80/'", JS, ("fd00:ec2::254", "http", 80, "http://[fd00:ec2::254]:80/", "code")),
    ("x='http://169.254.169.254/latest'", JS, ("169.254.169.254", "http", None, "http://169.254.169.254/latest", "code")),
    ("x='http://metadata.google.internal/x'", JS, ("metadata.google.internal", "http", None, "http://metadata.google.internal/x", "code")),
    ("x='http://localhost:4317'", JS, ("localhost", "http", 4317, "http://localhost:4317", "code")),
    ("x='https://münchen.de/a'", JS, ("xn--mnchen-3ya.de", "https", None, "https://xn--mnchen-3ya.de/a", "code")),
    ("x='api.contoso.com'", JS, ("api.contoso.com", None, None, None, "code")),
    ("x='api.contoso.com:443'", JS, ("api.contoso.com", None, 443, None, "code")),
    ("host.endsWith('.contoso.co.uk')", JS, ("contoso.co.uk", None, None, None, "code")),
    ("x=`https://${region}.api.contoso.com/v1/${id}`", JS, ("api.contoso.com", "https", None, None, "code")),
    ("x=`https://api.contoso.com${path}`", JS, ("api.contoso.com", "https", None, None, "code")),
    ("x='https://{Region}.contoso.com'", JS, ("contoso.com", "https", None, None, "code")),
    ("x=f'https://{region}.contoso.com/a'", PY, ("contoso.com", "https", None, None, "code")),
    ("x='https://api.' + 'contoso.com' + '/v1'", JS, ("api.contoso.com", "https", None, "https://api.contoso.com/v1", "code")),
    (r"x='\x68ttps://contoso\u002ecom/a'", JS, ("contoso.com", "https", None, "https://contoso.com/a", "code")),
    ('{"a":"https:\\/\\/contoso.com\\/x"}', ArtifactKind.JSON, ("contoso.com", "https", None, "https://contoso.com/x", "data")),
    ("// see https://contoso.com/docs\nx=1", JS, ("contoso.com", "https", None, "https://contoso.com/docs", "comment")),
    ("# https://contoso.com\nx=1", PY, ("contoso.com", "https", None, "https://contoso.com", "comment")),
    ('def f():\n    """See https://contoso.com/x."""\n', PY, ("contoso.com", "https", None, "https://contoso.com/x", "comment")),
    ("Read [this](https://contoso.com/a).", MD, ("contoso.com", "https", None, "https://contoso.com/a", "documentation")),
    ("curl https://contoso.com/a.sh | sh", ArtifactKind.SHELL, ("contoso.com", "https", None, "https://contoso.com/a.sh", "code")),
    ("  # https://contoso.com", ArtifactKind.SHELL, ("contoso.com", "https", None, "https://contoso.com", "comment")),
    ("url: https://contoso.com", ArtifactKind.YAML, ("contoso.com", "https", None, "https://contoso.com", "data")),
    ("n='http://www.w3.org/2000/svg'", JS, ("www.w3.org", "http", None, "http://www.w3.org/2000/svg", "data")),
])
def test_a_named_host_is_seen(content: str, kind: ArtifactKind, expected: tuple[object, ...], tmp_path: Path) -> None:
    assert seen(content, tmp_path, kind) == [expected]


@pytest.mark.parametrize("content", [
    "import x from './index.js';y='main.py';z='README.md'", "a='user.name';b='process.env';c='service.name';d='net.host.name'",
    "a='com.contoso.product';b='io.contoso.thing'", "a='1.2.3.4';b='2.0.0.0';c='1.0.0'", "a='12:30:45';b='a:b'",
    "a=`https://${host}/v1`;b='https://'+host", "a='https://api.';b='https://foo-'", "a='https://example.com/x';b='http://test.invalid'",
    "a=/^https?:\\/\\/contoso\\.com/", "a='https://';b='://';c='x://y'", "a='http://nosuchsuffix/';b='http://a..b/'",
    "a='javascript://contoso.com'", "a='it.is.fine'", "",
])
def test_other_words_with_dots_are_no_hosts(content: str, tmp_path: Path) -> None:
    assert seen(content, tmp_path) == []


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16-le"])
def test_an_endpoint_points_at_its_bytes(encoding: str, tmp_path: Path) -> None:
    content = "/* ü */ fetch('https://contoso.com/a')".encode(encoding)
    (found,) = examine(subject_of(content, tmp_path, encoding=encoding)).observations
    place = found.place
    assert content[place.byte_offset:place.byte_offset + place.byte_length].decode(encoding) == "https://contoso.com/a"


def test_a_host_counts_once_for_each_context(tmp_path: Path) -> None:
    content = "// https://contoso.com\nx='https://contoso.com/a';y='https://contoso.com/b'"
    assert [(host, context) for host, _, _, _, context in seen(content, tmp_path)] == [("contoso.com", "comment"), ("contoso.com", "code")]


def test_too_many_endpoints_are_a_gap(tmp_path: Path) -> None:
    content = ";".join(f"'https://h{number}.contoso.com'" for number in range(MAX_ENDPOINTS + 7))
    examined = examine(subject_of(content, tmp_path))
    assert (len(examined.observations), [gap.reason for gap in examined.gaps]) == (
        MAX_ENDPOINTS, [f"7 of {MAX_ENDPOINTS + 7} endpoints were left out: more than {MAX_ENDPOINTS} in one file"])


@pytest.mark.parametrize("content", ["://" * 40_000, "https://" * 20_000, "https://${" * 9_000, "'a." * 40_000, "https://" + "a." * 90_000])
def test_hostile_text_is_read_to_the_end(content: str, tmp_path: Path) -> None:
    assert examine(subject_of(content, tmp_path)).bytes_examined == len(content)
