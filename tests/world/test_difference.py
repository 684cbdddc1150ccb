"""Differences between two records, and what each is."""

import hashlib
import json
import zlib

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.ruleset.sinks import sinks_of
from scanner.world.difference import bits_of, differences
from scanner.world.persona import Change, persona
from scanner.world.recording import Act, Call, Recording, Request

SIGNALS = signals_of((shipped("rules"),))
SINKS = sinks_of((shipped("rules"),))


def _request(body: object, *, url: str = "https://api.example.com/v1/messages", headers: tuple[tuple[str, str], ...] = ()) -> Request:
    return Request(via="fetch", method="POST", url=url, headers=headers, body=body if isinstance(body, str) else json.dumps(body))


def _named(
    left: list[object], right: list[object], *, axis: str = "timezone", value: str = "Asia/Shanghai"
) -> set[tuple[str, str, str | None, str | None]]:
    base, other = persona(SIGNALS), persona(SIGNALS, (Change(axis=axis, value=value, origin="panel"),))
    found = differences(Recording(events=left), Recording(events=right), other, base, SINKS)  # type: ignore[arg-type]  # rows of mixed events
    return {(one.leaf.path, one.form, one.carrier, one.leaf.way_out) for one in found}


def _turn(text: str, **more: object) -> Request:
    return _request({"model": "m", "messages": [{"role": "user", "content": text}], **more})


def _page(style: str, text: str) -> Act:
    return Act(kind="file", name="write /home/user/page.html", text=f"<!doctype html><style>{style}</style><p>{text}</p>")


@pytest.mark.parametrize(
    ("right", "way_out"), [(_page("p{line-height:1.55}", "Now, then"), "terminal"), (_page("p{line-height:1.5}", "Now,  then"), "file")]
)
def test_how_a_page_looks_stays_with_the_user_and_what_it_says_does_not(right: Act, way_out: str) -> None:
    assert {one[3] for one in _named([_page("p{line-height:1.5}", "Now, then")], [right])} == {way_out}


@pytest.mark.parametrize(
    ("text", "other", "zone"),
    [('{"offset": "UTC+8"}', '{"offset": "UTC+3"}', "Europe/Moscow"), ("Now it is GMT+8.", "Now it is GMT+5:30.", "Asia/Kolkata")],
)
def test_an_offset_in_short_says_itself(text: str, other: str, zone: str) -> None:
    """Bug: of a labelled `UTC+8` the digit was taken for a choice among equal texts."""
    assert _named([_turn(text)], [_turn(other)], value=zone) == {(CONTENT, "open", None, "model_request")}


CONTENT = "request[0].body.messages[0].content"


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ([_turn("It's so")], [_turn("It\u2019s so")], {(CONTENT, "form", "unicode_homoglyph", "model_request")}),
        ([_turn("zone: Asia/Singapore")], [_turn("zone: Asia/Shanghai")], {(CONTENT, "open", None, "model_request")}),
        ([_turn("I am at UTC+8 here")], [_turn("I am at UTC+8\u200b here")], {(CONTENT, "form", "zero_width", "model_request")}),
        ([_turn("It is 18:30 now")], [_turn("It is 18:30 now")], set()),
        (
            [_turn("x", temperature=0.7)],
            [_turn("x", temperature=0.7001)],
            {("request[0].body.temperature", "form", "digits", "model_request")},
        ),
        (
            [_turn("x", metadata={"timezone": "far"})],
            [_turn("x", metadata={"timezone": "near"})],
            {("request[0].body.metadata.timezone", "open", None, "model_request")},
        ),
        (
            [_turn("x", a=1)],
            [_turn("x", a=2, b=1)],
            {("request[0].body.a", "gate", "field", "model_request"), ("request[0].body.b", "gate", "field", "model_request")},
        ),
        ([_request({"model": "m1"})], [_request({"model": "m2"})], {("request[0].body.model", "gate", "model", "model_request")}),
        ([_request('{"a":1,"b":2}')], [_request('{"b":2,"a":1}')], {("request[0].body.keys", "form", "field_order", "model_request")}),
        (
            [_request('{"a":1,"b":2}')],
            [_request('{"a": 1,"b":2}')],
            {("request[0].body.spelling", "form", "body_spelling", "model_request")},
        ),
        (
            [_request("x", headers=(("a", "1"), ("b", "2")))],
            [_request("x", headers=(("b", "2"), ("a", "1")))],
            {("request[0].headers.order", "form", "header_order", "header")},
        ),
        (
            [_request("x", headers=(("A-b", "1"),))],
            [_request("x", headers=(("a-b", "1"),))],
            {("request[0].headers.case", "form", "header_case", "header")},
        ),
        (
            [Act(kind="delay", name="delay", text="100")],
            [Act(kind="delay", name="delay", text="900")],
            {("delay[0]", "gate", "delay", "delay")},
        ),
        (
            [Act(kind="print", name="stdout", text="a b")],
            [Act(kind="print", name="stdout", text="a  b")],
            {("print[0]", "localisation", None, "terminal")},
        ),
        (
            [Act(kind="command", name="which", text="which ip")],
            [],
            set(),
        ),
        (
            [Act(kind="command", name="uname", text="uname -a")],
            [Act(kind="command", name="uname", text="uname -a"), Act(kind="command", name="export", text="export LC_ALL=C; /sbin/ifconfig")],
            set(),
        ),
        (
            [Act(kind="command", name="uname", text="uname -a")],
            [Act(kind="command", name="uname", text="uname -a"), Act(kind="command", name="curl", text="curl https://example.com/1")],
            {("command[1]", "gate", "field", "process"), ("command[1].name", "gate", "field", "process")},
        ),
        (
            [Act(kind="command", name="which", text="which ip; rm -r kept")],
            [],
            {("command[0]", "gate", "field", "process"), ("command[0].name", "gate", "field", "process")},
        ),
        (
            [Act(kind="file", name="write /home/user/a.json", text="{}")],
            [Act(kind="file", name="unlink /home/user/b.json", text="")],
            {("file[0]", "unknown", None, "file"), ("file[0].name", "unknown", None, "file")},
        ),
        (
            [Act(kind="file", name="write /home/user/a-b.json", text="{}")],
            [Act(kind="file", name="write /home/user/a_b.json", text="{}")],
            {("file[0].name", "form", "file_name", "file")},
        ),
        (
            [Act(kind="file", name="append /home/user/.pal/used-3.log", text="{}")],
            [Act(kind="file", name="append /home/user/.pal/used-7.log", text="{}")],
            {("file[0].name", "open", None, "file")},
        ),
        (
            [_request({"event": "start", "properties": {"bucket": "one"}}, url="https://telemetry.example.com/track")],
            [_request({"event": "start", "properties": {"bucket": "two"}}, url="https://telemetry.example.com/track")],
            {("request[0].body.properties.bucket", "open", None, "telemetry")},
        ),
    ],
)
def test_a_difference_is_named(left: list[object], right: list[object], expected: set[tuple[str, str, str | None, str | None]]) -> None:
    assert _named(left, right) == expected


def test_a_note_for_the_user_before_what_a_hook_answers_does_not_move_the_answer() -> None:
    """A hook that said something on the standard error to some people was taken for one that answers them otherwise."""
    answer = Act(kind="print", name="stdout", text='{"hookSpecificOutput": {"additionalContext": "tests live in tests"}}')
    note = Act(kind="print", name="stderr", text="the gateway has no search")
    assert {way_out for _, _, _, way_out in _named([answer], [note, answer])} <= {"terminal"}


def test_the_configured_host_as_the_url_is_routing() -> None:
    left = [_request("x", url="https://gateway.example.net/v1/messages")]
    right = [_request("x", url="https://gateway.example.cn/v1/messages")]
    assert _named(left, right, axis="gateway_host", value="gateway.example.cn") == {("request[0].url.host", "routing", None, "url")}


def test_a_gateway_that_is_an_address_is_not_looked_up_and_stays_routing() -> None:
    """A clean tool was accused: without the look-up of the gateway, that of the host for events moved to its place."""

    def sent(host: str) -> list[object]:
        urls = (f"https://{host}/v1/messages", "https://events.example.com/v1/batch")
        asked = [one for url in urls for one in (Act(kind="lookup", name=url, text=url.split("/")[2]), _request("x", url=url))]
        return [one for one in asked if not isinstance(one, Act) or not one.text[0].isdigit()]

    found = _named(sent("gateway.example.net"), sent("127.0.0.1"), axis="gateway_host", value="127.0.0.1")
    assert {form for _, form, _, _ in found} == {"routing"}


def test_the_configured_host_stays_routing_when_the_persona_differs_in_more() -> None:
    changes = (Change(axis="gateway_host", value="gateway.example.cn", origin="panel"), Change(axis="locale", value="zh-CN", origin="panel"))
    base, other = persona(SIGNALS), persona(SIGNALS, changes)

    def form_of(host: str) -> list[str]:
        left, right = (_request("x", url=f"https://{one}undefined/v1") for one in ("gateway.example.net", host))
        return [one.form for one in differences(Recording(events=[left]), Recording(events=[right]), other, base, SINKS)]

    assert form_of("gateway.example.cn") == ["routing"]
    assert form_of("elsewhere.example.org") == ["gate"]


def test_another_host_than_the_configured_one_is_a_gate() -> None:
    left, right = [_request("x", url="https://a.example.com/v1/messages")], [_request("x", url="https://b.example.com/v1/messages")]
    assert _named(left, right) == {("request[0].url.host", "gate", "endpoint", "url")}


def test_a_request_more_is_a_gate() -> None:
    left, right = [_turn("x")], [_turn("x"), _request("y", url="https://api.example.com/v1/upload")]
    assert ("requests.count", "gate", "request", "url") in _named(left, right)


def test_the_same_requests_in_another_order_differ_in_form() -> None:
    one, two = _request("x", url="https://api.example.com/a"), _request("x", url="https://api.example.com/b")
    assert _named([one, two], [two, one]) == {("requests.order", "form", "request_order", "url")}


def test_a_command_less_does_not_shift_the_others() -> None:
    """A library that asks for each interface of the network was said to write `python` for `pip`."""
    commands = [Act(kind="command", name=name, text=f"{name} -V 2>&1") for name in ("ethtool", "pip", "python", "nginx", "apachectl")]
    found = _named(commands, commands[1:])
    assert {carrier for _, _, carrier, _ in found} <= {None, "field"}
    assert {path for path, _, _, _ in found} == {"command[4]", "command[4].name"}


@pytest.mark.parametrize(("values", "bits"), [(1, 0), (2, 1), (3, 2), (4, 2), (5, 3)])
def test_bits_are_the_logarithm_of_the_values(values: int, bits: int) -> None:
    assert bits_of(values) == bits


PULLS = Request(via="fetch", method="GET", url="https://api.example.org/repos/a/b/pulls", headers=(), body=None)
ELSEWHERE = Request(via="fetch", method="GET", url="https://api.example.com/repos/a/b", headers=(), body=None)


@pytest.mark.parametrize(("sent", "forms"), [
    ([PULLS], {"routing"}),
    ([PULLS, PULLS], {"routing"}),
    ([ELSEWHERE], {"gate"}),
    ([PULLS, ELSEWHERE], {"gate"}),
])  # fmt: skip
def test_a_forge_that_is_asked_about_its_own_repository_is_no_gate(sent: list[object], forms: set[str]) -> None:
    """A tool asked the forge of the repository for its pull requests, and was blocked for it."""
    found = _named([], sent, axis="git_remote", value="example.org")
    assert {form for path, form, _, _ in found if path == "requests.count"} == forms


def test_a_request_to_a_host_that_another_signal_names_stays_a_gate() -> None:
    found = _named([], [PULLS], axis="dns_suffix", value="example.org")
    assert ("requests.count", "gate", "request", "url") in found


@pytest.mark.parametrize("url", ["https://[object Object]/v1", "https://[::1/v1", "http://[", "https://[x]:y/z"])
def test_an_address_that_is_none_stops_nothing(url: str) -> None:
    """A function that was called with made-up arguments asked `https://[object Object]/`, and all its neighbours were lost."""
    assert _named([_request({"a": 1}, url=url)], [_request({"a": 1}, url=url)]) == set()
    assert _named([_request({"a": 1}, url=url)], [_request({"a": 2}, url=url)]) != set()


def _from_host(host: str) -> Request:
    return Request(via="requests", method="POST", url=f"https://{host}/v1/ask", headers=(("Host", host),), body='{"q": "hi"}')


@pytest.mark.parametrize(("host", "form", "axis"), [
    ("api-b.sample.dev", "gate", "package_mirror"),
    ("api-b.sample.dev", "gate", "host_name"),
    ("mirror.sample.dev", "open", "package_mirror"),
])  # fmt: skip
def test_one_of_two_hosts_says_nothing_because_an_address_has_a_host(host: str, form: str, axis: str) -> None:
    """The name of the place, `host`, was taken for a label that states the mirror which the user has."""
    found = _named([_from_host("api.sample.dev")], [_from_host(host)], axis=axis, value="mirrors.sample.cn")
    assert {one[1] for one in found if one[0] == "request[0].url.host"} == {form}


def test_a_checksum_of_a_value_is_a_digest_like_others() -> None:
    """Programs that made a checksum of the zone could not be compared: the library of hashes knows no checksums."""
    base, other = persona(SIGNALS), persona(SIGNALS, (Change(axis="timezone", value="Asia/Shanghai", origin="panel"),))
    told = Recording(events=[_turn(f"{zlib.crc32(b'Asia/Shanghai'):08x}")], digests=[("crc32", b"Asia/Shanghai", None)])
    found = differences(Recording(events=[_turn("00000000")]), told, other, base, SINKS)
    assert [one.form for one in found] == ["hash"]


def _commit(trailer: str) -> Act:
    return Act(kind="command", name="git", text=f"git commit -m hello world\n\nChange-Id: I{trailer}\n")


def test_what_a_command_is_called_does_not_explain_a_number_in_it() -> None:
    """`git` near a trailer of forty digits was taken for the name of what the digits say, and two of them for synonyms."""
    left, right = ("fd7742160f96fea14fdff8cb9b2ef4034773126e", "b3eb74d90f96fea14fdff8cb9b2ef4034773126e")
    found = _named([_commit(left)], [_commit(right)], axis="git_remote", value="code.example.cn")
    assert {(form, carrier) for _, form, carrier, _ in found} == {("form", "identifier")}


def test_a_name_right_before_a_number_says_what_it_is() -> None:
    left, right = (Act(kind="command", name="tool", text=f"tool send --repo {one}4fdff8cb9b2e now") for one in ("fd77", "b3eb"))
    assert {form for _, form, _, _ in _named([left], [right], axis="git_remote", value="code.example.cn")} == {"open"}


@pytest.mark.parametrize(("content", "form"), [(b"author kim", "hash"), (b"author kimono", "form")])
def test_a_hash_of_a_short_name_is_one(content: bytes, form: str) -> None:
    base, other = persona(SIGNALS), persona(SIGNALS, (Change(axis="user_name", value="kim", origin="panel"),))
    digest = hashlib.sha1(content).hexdigest()
    told = Recording(events=[_commit(digest)], digests=[("sha1", content, None)])
    found = differences(Recording(events=[_commit("b75f0658f96fea14fdff8cb9b2ef4034773126ea")]), told, other, base, SINKS)
    assert [one.form for one in found] == [form]


def _note(name: str) -> Act:
    return Act(kind="file", name=f"write /tmp/{name}", text="started")


@pytest.mark.parametrize(("left", "right", "expected"), [
    (_note("tool-2026-11-22T1830.log"), _note("tool-2026-11-22T0530.log"), "open"),
    (_note("tool_20261122_18-30-05.log"), _note("tool_20261122_05-30-05.log"), "open"),
    (_note("tool-a1.log"), _note("tool-b1.log"), "form"),
    (_turn("Answer in English."), _turn("Answer in German."), "gate"),
])  # fmt: skip
def test_the_time_in_the_name_of_a_file_is_said_openly(left: object, right: object, expected: str) -> None:
    """A log that is named after the local time was a covert channel in the name of a file."""
    found = _named([left], [right], value="America/New_York")
    assert {form for path, form, _, _ in found if not path.endswith("length")} == {expected}


@pytest.mark.parametrize(("locale", "left", "right", "expected"), [
    ("hi-IN", "Answer in English.", "Answer in Hindi.", "open"),
    ("de-US", "Answer in English.", "Answer in German.", "open"),
    ("hi-IN", "Answer in English.", "Answer in Swahili.", "gate"),
    ("zh-CN", "Prices in China: it's so", "Prices in China: it\u2019s so", "form"),
    ("zh-CN", "us", "cn", "open"),
    ("zh-CN", "us", "c1", "gate"),
    ("de-DE", "You are a helpful assistant.", "Du bist ein hilfreicher Assistent.", "open"),
    ("de-DE", "You are a helpful assistant.", "You are an unhelpful assistant of rivals.", "gate"),
    ("fr-FR", "You are a helpful assistant.", "Du bist ein hilfreicher Assistent.", "gate"),
])  # fmt: skip
def test_the_name_of_a_language_is_said_openly(locale: str, left: str, right: str, expected: str) -> None:
    """`Answer in Hindi.` was a covert gate: few languages were known by name. A name that stands there for everybody says nothing."""
    assert {form for _, form, _, _ in _named([_turn(left)], [_turn(right)], axis="locale", value=locale)} == {expected}


def _asked(url: str) -> Request:
    return Request(via="fetch", method="GET", url=url, headers=(), body=None)


@pytest.mark.parametrize(("sent", "forms"), [
    ("https://api.example.org/repos/a/b", {"routing"}),
    ("https://api.example.com/repos/a/b", {"gate"}),
])  # fmt: skip
def test_each_forge_is_asked_in_its_own_way(sent: str, forms: set[str]) -> None:
    """A tool that asks one forge by another path than the others was blocked for it."""
    found = _named([_asked("https://code.example.net/api/v3/repos/a/b")], [_asked(sent)], axis="git_remote", value="example.org")
    assert {form for path, form, _, _ in found if path.endswith("url.path")} == forms


def _answer(text: str, **more: object) -> Call:
    return Call(package="mcp", path="tools/call", arguments=json.dumps([{"content": [{"type": "text", "text": text}], **more}]))


_ASKED = Act(kind="command", name="git", text="git fetch origin")
_TOLD = Act(kind="print", name="stderr", text="I do not know the forge at code.example.net")
_EXIT = Act(kind="exit", name="", text="1")


@pytest.mark.parametrize(("control", "other", "expected"), [
    ([_TOLD, _EXIT], [_ASKED, _turn("hi")], set()),
    ([_EXIT], [_ASKED, _turn("hi")], {"gate"}),
    ([_TOLD], [_ASKED, _turn("hi")], {"gate"}),
    ([_turn("hi"), _TOLD, _EXIT], [_turn("hi"), _ASKED], {"gate"}),
    ([_turn("hi")], [_TOLD, _EXIT], set()),
    ([_answer("no such forge", isError=True)], [_asked("https://api.example.org/repos"), _answer("two issues")], set()),
    ([_answer("no such forge")], [_asked("https://api.example.com/repos"), _answer("two issues")], {"gate"}),
    ([_turn("hi"), _answer("no", isError=True)], [_turn("hi"), _asked("https://api.example.com/a"), _answer("two issues")], {"gate"}),
])  # fmt: skip
def test_who_is_told_that_nothing_can_be_done_is_refused_openly(control: list[object], other: list[object], expected: set[str]) -> None:
    """A tool that knows no forge of such a name, says so and ends, was blocked for a gate: all that others did was missing."""
    found = _named(control, other, axis="git_remote", value="example.org")
    assert {form for _, form, _, _ in found} - {"localisation", "unknown", "open"} == expected


_SEALED = ("\u00e5\x00\x10\x93abc", "\u00e5\x00\x10\x84xyz")


@pytest.mark.parametrize(("axis", "value", "left", "right", "digested", "expected"), [
    ("machine_id", "9e27b3f05d8846c1a7b2f4130c6de985", *_SEALED, None, "hash"),  # encrypted by a key of the machine
    ("machine_id", "9e27b3f05d8846c1a7b2f4130c6de985", "mode a", "mode b", None, "gate"),
    ("machine_id", "9e27b3f05d8846c1a7b2f4130c6de985", f"lease.{'0a' * 32}", f"lease.{'1b' * 32}", None, "hash"),  # sealed
    ("timezone", "Asia/Shanghai", f"lease.{'0a' * 32}", f"lease.{'1b' * 32}", None, "form"),
    ("timezone", "Asia/Shanghai", *_SEALED, None, "gate"),
    ("git_remote", "example.org", "x", "x", b"what is asked", "hash"),  # a cache kept by what is asked
    ("git_remote", "example.org", "x", "x", None, "form"),
])  # fmt: skip
def test_files_that_are_encrypted_or_named_by_a_hash(
    axis: str, value: str, left: str, right: str, digested: bytes | None, expected: str
) -> None:
    """A cache in files that are named by a hash of the request, and one that only this machine can read, were covert."""
    name = hashlib.sha1(digested or b"else").hexdigest()
    names = ("cd98d14568ecc1e95ba8f72cc56504f3617f4eef", name) if left == right else ("kept", "kept")
    base, other = persona(SIGNALS), persona(SIGNALS, (Change(axis=axis, value=value, origin="panel"),))
    sides = [Act(kind="file", name=f"write /home/user/.cache/{at}", text=text) for at, text in zip(names, (left, right), strict=True)]
    told = Recording(events=sides[1:], digests=[("sha1", digested, None)] if digested is not None else [])
    found = differences(Recording(events=sides[:1]), told, other, base, SINKS, is_identity=axis == "machine_id")
    assert {one.form for one in found} == {expected}


@pytest.mark.parametrize(("axis", "value", "said", "expected"), [
    ("timezone", "Asia/Shanghai", "sample is not offered in your country", set()),
    ("timezone", "Asia/Shanghai", "sample does not work in Asia/Shanghai", set()),
    ("timezone", "Asia/Shanghai", "Error: ECONNRESET", {"gate"}),  # the reason is another one
    ("git_remote", "example.org", "I do not know this forge", set()),
])  # fmt: skip
def test_who_is_left_out_for_a_place_is_told_so(axis: str, value: str, said: str, expected: set[str]) -> None:
    told = [Act(kind="print", name="stderr", text=said), _EXIT]
    found = _named([_ASKED, _turn("hi")], told, axis=axis, value=value)
    assert {form for _, form, _, _ in found} - {"localisation", "unknown", "open"} == expected


@pytest.mark.parametrize(("waits", "expected"), [
    (("100", "131", "177"), {"form"}),  # three times, each by another
    (("100", "110", "120"), {"gate"}),  # all by one time
    (("100",), {"gate"}),
])  # fmt: skip
def test_pauses_that_spell_out_who_somebody_is(waits: tuple[str, ...], expected: set[str]) -> None:
    """A pause that spreads the load of many is one; an identifier that is spelled out in pauses is not."""
    base, other = persona(SIGNALS), persona(SIGNALS, (Change(axis="machine_id", value="9e27b3f05d8846c1a7b2f4130c6de985", origin="panel"),))
    sides = [[Act(kind="delay", name="", text=text) for text in each] for each in (("90", "100", "110")[: len(waits)], waits)]
    found = differences(Recording(events=[*sides[0]]), Recording(events=[*sides[1]]), other, base, SINKS, is_identity=True)
    assert {one.form for one in found} == expected


TRANSLATED = "Review these staged changes:\n\ndiff --git a/x b/x\n+the answer is not in the list and you are on to it"


@pytest.mark.parametrize(("left", "right", "expected"), [
    ('{"style": "plain", "layout": "QWERTY"}', '{"style": "plain", "layout": "QWERTZ"}', "open"),
    ('{"style": "plain", "mode": "QWERTY"}', '{"style": "plain", "mode": "QWERTZ"}', "form"),
    ('{"style": "plain", "layout": "a"}', '{"style": "plain", "layout": "b"}', "form"),
])  # fmt: skip
def test_a_word_that_differs_in_its_last_letter_is_read_whole(left: str, right: str, expected: str) -> None:
    """The layout of the keyboard, kept by its name in a file of settings, was a covert channel."""
    sides = [Act(kind="file", name="write /home/user/.config/tool.json", text=text) for text in (left, right)]
    found = _named(sides[:1], sides[1:], axis="keyboard_layout", value="de")
    assert {form for _, form, _, _ in found} == {expected}


@pytest.mark.parametrize(("locale", "first", "expected"), [
    ("zh-CN", "\u8bf7\u5ba1\u67e5\u4ee5\u4e0b\u5df2\u6682\u5b58\u7684\u6539\u52a8\uff1a", "open"),
    ("de-DE", "Pr\u00fcfe diese vorgemerkten \u00c4nderungen:", "open"),
    ("ru-RU", "Pr\u00fcfe diese vorgemerkten \u00c4nderungen:", "gate"),
    ("de-DE", "R\u00ebview these staged ch\u00e4nges:", "form"),
    ("de-DE", "Review these staged edits:", "form"),
])  # fmt: skip
def test_a_translation_around_the_users_own_text_is_one(locale: str, first: str, expected: str) -> None:
    """The language of a short line was told by the whole prompt, most of which was a patch."""
    found = _named([_turn(TRANSLATED)], [_turn("\n".join([first, *TRANSLATED.split("\n")[1:]]))], axis="locale", value=locale)
    assert {form for path, form, _, _ in found if path.endswith("content")} == {expected}


@pytest.mark.parametrize(("headers", "body", "origin", "expected"), [
    ((("api-key", "k1"),), "x", "compared literal", set()),
    ((("api-key", "k1"),), "x", "entry of a decoded list", {"gate"}),
    ((("api-key", "k2"),), "x", "compared literal", {"gate"}),
    ((("api-key", "k1"), ("x-mode", "b")), "x", "compared literal", {"gate"}),
    ((("api-key", "k1"),), "it\u2019s", "compared literal", {"form"}),
])  # fmt: skip
def test_a_secret_in_another_header_is_another_provider(
    headers: tuple[tuple[str, str], ...], body: str, origin: str, expected: set[str]
) -> None:
    """A client that knows two ways to hand over its key, and takes the one of the configured provider, was a covert gate."""
    value = "gateway.example.com.cn"  # an ending that the program compares
    base, other = persona(SIGNALS), persona(SIGNALS, (Change(axis="gateway_host", value=value, origin=origin),))
    url = "https://{}/v1/messages"
    left = _request({"q": "it's" if "it" in body else "x"}, url=url.format(base.value("gateway_host")), headers=(("authorization", "Bearer k1"),))
    right = _request({"q": body}, url=url.format(value), headers=headers)
    found = differences(Recording(events=[left]), Recording(events=[right]), other, base, SINKS)
    assert {one.form for one in found} - {"routing", "open", "unknown"} == expected


@pytest.mark.parametrize(("value", "origin", "left", "right", "expected"), [
    ("deepseek.gateway.example.net", "compared literal", {"q": "x", "stream": True}, {"q": "x"}, set()),
    ("deepseek.gateway.example.net", "regular expression", {"q": "x"}, {"q": "x", "thinking": "off"}, set()),
    ("deepseek.gateway.example.net", "entry of a list", {"q": "x", "stream": True}, {"q": "x"}, {"gate"}),
    ("deepseek.gateway.example.net", "entry of a decoded list", {"q": "x", "stream": True}, {"q": "x"}, {"gate"}),
    ("deepseek.gateway.example.net", "compared literal", {"q": "x", "effort": "high"}, {"q": "x", "effort": "low"}, {"gate"}),
    ("deepseek.gateway.example.net", "compared literal", {"q": "it's", "stream": True}, {"q": "it\u2019s"}, {"form"}),
    ("china.gateway.example.net", "compared literal", {"q": "x", "stream": True}, {"q": "x"}, {"gate"}),
    ("shanghai.gateway.example.net", "compared literal", {"q": "x", "stream": True}, {"q": "x"}, {"gate"}),
    ("cn.gateway.example.net", "compared literal", {"q": "x", "stream": True}, {"q": "x"}, {"gate"}),
    ("gateway.example.cn", "compared literal", {"q": "x", "stream": True}, {"q": "x"}, {"gate"}),
    ("192.168.1.20", "compared literal", {"q": "x", "stream": True}, {"q": "x"}, set()),
    ("sample.com", "entry of a list", {"system": "be brief"}, {"system": [{"type": "text", "text": "be brief", "cache": {"type": "b"}}]}, set()),
    ("sample.com", "entry of a list", {"system": "be brief"}, {"system": [{"type": "text", "text": "be brief!"}]}, {"gate"}),
    ("sample.com", "entry of a decoded list", {"system": "be brief"}, {"system": [{"type": "text", "text": "be brief"}]}, {"gate"}),
    ("gateway.openai.sample.com", "compared literal", {"q": "x", "model": "m"}, {"q": "x"}, set()),  # a service's own ending
    ("gateway.openai.sample.com", "entry of a decoded list", {"q": "x", "model": "m"}, {"q": "x"}, {"gate"}),
    ("36.110.0.1", "compared literal", {"q": "x", "effort": "high"}, {"q": "x", "effort": "low"}, {"gate"}),
    ("gateway.example.net.local", "compared literal", {"q": "x", "stream": True}, {"q": "x"}, set()),
])  # fmt: skip
def test_what_a_named_service_does_not_know_is_left_out(
    value: str, origin: str, left: dict[str, object], right: dict[str, object], expected: set[str]
) -> None:
    """A client that leaves a field out for a service which it knows by a word of the host was a covert gate; a place is no service."""
    base, other = persona(SIGNALS), persona(SIGNALS, (Change(axis="gateway_host", value=value, origin=origin),))
    sides = [_request(said, url=f"https://{who.value('gateway_host')}/v1") for who, said in ((base, left), (other, right))]
    found = differences(Recording(events=sides[:1]), Recording(events=sides[1:]), other, base, SINKS)
    assert {one.form for one in found} - {"routing", "open", "unknown"} == expected


@pytest.mark.parametrize(("path", "body", "key", "expected"), [
    ("/v1/messages", {"contents": "x"}, "x-goog-api-key", set()),
    ("/v1/messages", {"messages": "it\u2019s"}, "x-goog-api-key", {"form"}),
    ("/v1/messages", {"contents": "x"}, "authorization", {"gate"}),
    ("/v1/chat", {"contents": "x"}, "x-goog-api-key", set()),
])  # fmt: skip
def test_another_provider_takes_another_path_and_other_fields(path: str, body: dict[str, str], key: str, expected: set[str]) -> None:
    """A client that speaks to three providers by a word of the configured host was a covert gate."""
    base = persona(SIGNALS)
    other = persona(SIGNALS, (Change(axis="gateway_host", value=f"googleapis.{base.value('gateway_host')}", origin="compared literal"),))
    sides = [(base, "/v1/chat", {"messages": "it's"}, "authorization"), (other, path, body, key)]
    left, right = (
        _request(said, url=f"https://{who.value('gateway_host')}{at}", headers=((name, "k1"),)) for who, at, said, name in sides
    )
    found = differences(Recording(events=[left]), Recording(events=[right]), other, base, SINKS)
    assert {one.form for one in found} - {"routing", "open", "unknown"} == expected


def test_a_configured_host_that_need_not_be_looked_up_is_routing() -> None:
    """A proxy of the name of the server left one look-up fewer: with a locale beside it, that was a covert gate."""
    base = persona(SIGNALS)
    changes = (Change(axis="locale", value="hi-IN", origin="panel"), Change(axis="proxy_host", value="api.example.com", origin="panel"))
    looked = Act(kind="lookup", name="", text=base.value("proxy_host"))
    found = differences(Recording(events=[looked]), Recording(events=[]), persona(SIGNALS, changes), base, SINKS)
    assert {one.form for one in found} <= {"routing", "unknown"}
