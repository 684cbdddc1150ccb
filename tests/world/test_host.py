"""What the machine of a persona answers, and which signals its answers tell."""

import json

import pytest

from scanner.ruleset.locations import shipped
from scanner.ruleset.signals import signals_of
from scanner.world.answer import filled
from scanner.world.gitlog import BODY
from scanner.world.host import PROJECT, Host
from scanner.world.lists import split_list, summary_of
from scanner.world.panel import FoundText, changes_for, value_of
from scanner.world.persona import Change, persona
from scanner.world.registry import OF_PROJECT
from scanner.world.shapes import shaped
from scanner.world.zone import transitions

SIGNALS = signals_of((shipped("rules"),))
HOST = Host(persona(SIGNALS), SIGNALS)


@pytest.mark.parametrize(
    ("line", "output", "reads"),
    [
        ("git config user.email", "sam@git.example.net\n", ("git_email",)),
        ("git config --get-regexp ^remote\\..*\\.url$", "remote.origin.url https://code.example.net/team/project.git\n", ("git_remote",)),
        ("git config --get remote.origin.url", "https://code.example.net/team/project.git\n", ("git_remote",)),
        ("git config --type=bool review.numberCommits", "true\n", ()),
        ("git log -1 --format=%ae", "sam@git.example.net\n", ("git_email",)),
        ("git log --no-merges --format=%h%x1f%s%x1f%b%x1e v1..HEAD", f"3f2a9c1\x1fAnswer more exactly\x1f{BODY}\n\x1e\n", ("workspace",)),
        ("git log --pretty=format:%an <%ae> -n 5", "sam <sam@git.example.net>\n", ("git_email", "user_name")),
        ("git log --pretty='%s by %an%n'", "Answer more exactly by sam\n\n", ("user_name",)),
        ("git log --pretty=oneline", "3f2a9c1 Answer more exactly\n", ("workspace",)),
        ("git branch --show-current", "main\n", ("workspace",)),
        ("git describe --tags --abbrev=0", "v1.0.0\n", ("workspace",)),
        ("npm config get registry", "https://registry.example.net/\n", ("package_mirror",)),
        ("cat /etc/timezone", "Asia/Singapore\n", ("timezone",)),
        ("sh -c 'cat /etc/timezone'", "Asia/Singapore\n", ("timezone",)),
        ("date +%z", "+0800\n", ("timezone", "utc_offset")),
        ("defaults read -g AppleLocale", "en_US\n", ("locale",)),
        ("echo $LANG", "en_US.UTF-8", ("locale",)),
        ("hostname", "station-01\n", ("host_name",)),
        ("whoami", "sam\n", ("user_name",)),
    ],
)
def test_a_command_tells_its_signals(line: str, output: str, reads: tuple[str, ...]) -> None:
    answer = HOST.command(line)
    assert answer is not None
    assert (answer.text, answer.reads) == (output, reads)


@pytest.mark.parametrize("line", ["make", "ls -la", "node script.js", ""])
def test_a_command_that_the_world_does_not_know_has_no_answer(line: str) -> None:
    assert HOST.command(line) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TZ", "Asia/Singapore"),
        ("ANTHROPIC_BASE_URL", "https://gateway.example.net"),
        ("LC_CTYPE", "en_US.UTF-8"),
        ("HF_ENDPOINT", "https://registry.example.net"),
        ("https_proxy", "http://proxy.example.net:3128"),
        ("OPENAI_API_KEY", "key-for-the-made-up-world"),
        ("DEBUG", None),
    ],
)
def test_an_environment_variable_is_answered_by_the_closest_name(name: str, value: str | None) -> None:
    answer = HOST.environment(name)
    assert (None if answer is None else answer.text) == value


def test_every_template_of_the_shipped_signals_can_be_filled() -> None:
    everyone = [
        persona(SIGNALS),
        *(persona(SIGNALS, (Change(axis=one.axis, value=value, origin="panel"),)) for one in SIGNALS for value in one.world.panel),
    ]
    for someone in everyone:
        for signal in SIGNALS:
            world = signal.world
            templates = [
                *world.environment.values(),
                *world.files.values(),
                *world.links.values(),
                *(one.answer for one in (*world.commands, *world.servers)),
            ]
            for template in templates:
                assert "{{" not in filled(template, someone, owner=signal.id).text


def test_a_form_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError, match="no form of a value"):
        shaped("x", "nonsense")


def test_a_persona_changes_what_follows_its_axis() -> None:
    someone = persona(
        SIGNALS, (Change(axis="timezone", value="Asia/Kolkata", origin="panel"), Change(axis="locale", value="zh-CN", origin="panel"))
    )
    assert (someone.id, someone.value("utc_offset"), someone.value("language")) == ("timezone:Asia/Kolkata+locale:zh-CN", "+05:30", "zh")


@pytest.mark.parametrize(
    ("axis", "text", "value"),
    [
        ("timezone", "Asia/Pyongyang", "Asia/Pyongyang"),
        ("timezone", "application/json", None),
        ("gateway_host", ".gov", "gateway.example.gov"),
        ("gateway_host", "relay.example.org", "relay.example.org"),
        ("gateway_host", "index.js", None),
        ("gateway_host", "deepthought", "deepthought.gateway.example.net"),
        ("locale", "uk", "uk-UA"),
        ("locale", "pt_BR", "pt-BR"),
        ("public_address", "ir", "IR"),
        ("git_email", "@rival.example", "sam@rival.example"),
        ("currency", "RUB", "RUB"),
        ("currency", "ABC", None),
    ],
)
def test_a_text_stands_for_a_value_of_its_axis(axis: str, text: str, value: str | None) -> None:
    world = next(one.world for one in SIGNALS if one.id == axis)
    assert value_of(world.shape, text, control=world.control) == value


def test_a_long_list_gives_some_of_its_entries_and_leaves_room_for_the_next() -> None:
    signal = next(one for one in SIGNALS if one.id == "gateway_host")
    texts = [FoundText(text=f"host{index}.example.org", origin="entry of a decoded list", group="a") for index in range(200)]
    texts += [FoundText(text="deepthought", origin="entry of a decoded list", group="b")]
    values = [change.value for change in changes_for(signal, texts, found=12, panel=1)]
    assert values == [
        "deepthought.host0.example.org",
        "host0.example.org",
        "host1.example.org",
        "host2.example.org",
        "host3.example.org",
        "deepthought.gateway.example.net",
        "gateway.example.cn",
    ]


def test_a_text_is_a_list_of_names_or_none() -> None:
    assert split_list("a.example.cn,b.example.ru;c.example.org") == ("a.example.cn", "b.example.ru", "c.example.org")
    assert split_list('["Asia/Tokyo", "Asia/Seoul", "Asia/Baku"]') == ("Asia/Tokyo", "Asia/Seoul", "Asia/Baku")
    assert split_list("this is a sentence, and another one") == ()
    assert split_list("[" * 100_000) == ()
    assert summary_of(("a.example.cn", "b.example.cn", "c.example.ru", "cn", "Asia/Tokyo")) == "4 host names (.cn 2, .ru 1), 1 time zones"


def test_a_zone_that_does_not_exist_has_no_transitions() -> None:
    assert transitions("Mars/Olympus") is None
    assert transitions("../../etc/passwd") is None


def test_a_pattern_over_a_settings_file_tells_the_host_that_it_looks_for() -> None:
    (signal,) = [one for one in SIGNALS if one.id == "package_mirror"]
    found = FoundText(
        text="registry=http://cnmirror", origin="compared literal", how="pattern", value="registry=https://registry.example.net/\n"
    )
    assert [one.value for one in changes_for(signal, [found], found=4, panel=0)] == ["cnmirror.registry.example.net"]


def test_the_name_of_a_continent_stands_for_a_zone_there() -> None:
    (signal,) = [one for one in SIGNALS if one.id == "timezone"]
    found = [
        FoundText(text=text, origin="compared literal", how=how, value="Asia/Singapore")
        for text, how in (("Africa/", "indexOf"), ("Europe", "startsWith"), ("word/", "startsWith"))
    ]
    changes = changes_for(signal, found, found=8, panel=0)
    assert [change.value.split("/")[0] for change in changes] == ["Africa", "Europe"]


@pytest.mark.parametrize("line", ["git config --bool commit.gpgsign", "git config review.numberCommits", "git config --get --type=bool core.bare"])
def test_only_whether_another_tool_is_wanted_is_answered_with_yes(line: str) -> None:
    assert HOST.command(line) is None


def test_what_the_project_depends_on_has_newer_versions() -> None:
    manifest, required = HOST.file(f"{PROJECT}/package.json"), HOST.file(f"{PROJECT}/requirements.txt")
    assert manifest is not None
    assert required is not None
    stated = {name: version.lstrip("^") for name, version in json.loads(manifest.text)["dependencies"].items()}
    stated |= dict(line.split("==") for line in required.text.splitlines())
    assert stated == {name: versions[0] for name, versions in OF_PROJECT.items()}
    assert all(versions[0] < versions[-1] for versions in OF_PROJECT.values())


@pytest.mark.parametrize("name", ["", "registry.example.ru"])
@pytest.mark.parametrize(
    ("path", "held"),
    [
        ("left-pad", '"readme": "# left-pad'), ("@maker%2fcore", '"_id": "@maker/core"'), ("npm/left-pad/latest", '"version": "2.0.0"'),
        ("left-pad/1.3.0", '"version": "1.3.0"'), ("some-tool/latest", '"version": "0.1.0"'),
        ("pypi/requests/json", '"info": {"name": "requests"'), ("v1/messages/count_tokens", '"input_tokens"'),
    ],
)  # fmt: skip
def test_the_registry_that_the_user_configured_answers_as_one(name: str, path: str, held: str) -> None:
    changes = (Change(axis="package_mirror", value=name, origin="panel"),) if name else ()
    host = Host(persona(SIGNALS, changes), SIGNALS)
    answer, reads = host.server("GET", f"https://{name or 'registry.example.net'}/{path}", None)
    assert (held in answer.text, reads) == (True, ())
    elsewhere, _ = host.server("GET", f"https://other.example.net/{path}", None)
    assert ("readme" in elsewhere.text or "info" in elsewhere.text) is False


@pytest.mark.parametrize(("path", "reads"), [
    ("/home/user/books/all.beancount", ("currency",)), ("/home/user/.ledger", ("currency",)), ("/home/user/books/all.txt", None),
])  # fmt: skip
def test_an_account_book_is_kept_in_the_currency_of_the_persona(path: str, reads: tuple[str, ...] | None) -> None:
    host = Host(persona(SIGNALS, (Change(axis="currency", value="RUB", origin="test"),)), SIGNALS)
    answer = host.file(path)
    assert (None if answer is None else answer.reads) == reads
    assert answer is None or ("RUB" in answer.text and "SGD" not in answer.text)
    assert "*.beancount" not in str(host.entries("/home/user"))


def test_the_host_that_two_lists_match_is_made_of_their_entries_and_not_of_a_host_that_stands_alone() -> None:
    """The vendor's own host, with which a program compares first, was put behind the word: what only both lists decide was not seen."""
    signal = next(one for one in SIGNALS if one.id == "gateway_host")
    texts = [
        FoundText(text="api.vendor.example", origin="compared literal"),
        FoundText(text="proxy.example.org", origin="entry of a list", group="a"),
        FoundText(text="deepthought", origin="entry of a decoded list", group="b"),
    ]
    values = [change.value for change in changes_for(signal, texts, found=12, panel=0)]
    assert values[0] == "deepthought.proxy.example.org"
