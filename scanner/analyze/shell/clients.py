"""Clients of the network: what they send is recorded, what they answer is not known."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from scanner.analyze.shell import commits
from scanner.analyze.shell.answering import answered
from scanner.analyze.shell.calling import Call, command_line
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.outcomes import UNSURE
from scanner.analyze.shell.reading import as_usual, file_text
from scanner.analyze.shell.redirecting import send_raw
from scanner.analyze.shell.requests import (
    Files,
    copied,
    curl_request,
    forge_request,
    httpie_request,
    lookup,
    mailed,
    pause,
    pushed,
    shelled,
    wget_request,
)
from scanner.analyze.shell.state import Plain, State
from scanner.analyze.shell.values import Listing, Table, Value, as_text, concat, known, taint_of
from scanner.analyze.shell.worlds import holes_in
from scanner.analyze.tracing import Taint, together
from scanner.world.answer import Answer
from scanner.world.host import Host
from scanner.world.recording import Event, Request

Draft = Callable[[list[str], str, Files], Event | None]

_URL = re.compile(r"(?:https?|wss?|ftp)://[^\s\"'`)<>|;,\\]+")
_SENDING_CODE = re.compile(
    r"urllib|requests\.|httpx|http\.client|aiohttp|socket\.|fetch\(|https?\.(?:get|request)|axios|Net::HTTP|LWP|HTTP::Tiny|open-uri|curl_init|smtplib"
)
_GIT_SENDING = frozenset({"push", "clone", "fetch", "pull", "ls-remote", "submodule"}) | commits.VERBS
_SAVING = frozenset({"wget", "wget2", "aria2c", "axel"})
"""Clients that write the answer to a file if nothing else is said."""


@dataclass(frozen=True, slots=True)
class _Sending:
    draft: Draft

    def __call__(self, given: tuple[Plain, ...]) -> Event | None:
        words, content, files = given
        assert isinstance(files, dict)
        flat = _flat(words)
        return self.draft(flat, str(content), {path: str(text) for path, text in files.items()})


def _flat(words: Plain) -> list[str]:
    if isinstance(words, str):
        return [words]
    return [word for item in words for word in _flat(item)] if isinstance(words, list) else []


def let_out(machine: Machine, state: State, call: Call) -> None:
    """Record what the client sends, and print what is not known of the answer."""
    CLIENTS[call.name](machine, state, call)


def _request(draft: Draft, *, has_answer: bool = True) -> Callable[[Machine, State, Call], None]:
    def request(machine: Machine, state: State, call: Call) -> None:
        words = Listing(tuple(call.arguments))
        stored = _stored(machine, call)
        machine.happen(state, call.node, (words, _given(state), _files(machine, state, call)), _Sending(draft), stored=stored)
        if has_answer:
            _answer(machine, state, call, stored)

    return request


def _given(state: State) -> Value:
    given = as_text(state.given)
    return given if given.plain is not None or given.taint is not None or len(given.parts) > 1 else known("")


def _files(machine: Machine, state: State, call: Call) -> Table:
    """The files that the words name."""
    pairs: list[tuple[str, Value]] = []
    for word in call.words[:200]:
        letters = machine.spelled(as_usual(word))
        for path in (letters, re.split(r"[@<]", letters, maxsplit=1)[-1], letters.rsplit("=", 1)[-1]):
            path = path.split(";", 1)[0]
            if path in state.files:
                pairs.append((path, state.files[path]))
            elif "@" in letters and (content := file_text(machine, state, machine.restored(path), call.node)) is not None:
                pairs.append((path, content))
    return Table(tuple(dict(pairs).items()))


def _stored(machine: Machine, call: Call) -> str | None:
    """The file that the answer goes to; None: it is printed."""
    words = [machine.spelled(as_usual(word)) for word in call.words]
    if call.name == "git":
        return words[-1] if "clone" in words else None
    named = next((words[at + 1] for at, word in enumerate(words[:-1]) if _is_output(call.name, word)), None)
    if named is not None:
        return None if named in ("-", "/dev/stdout") else named
    address = next((word for word in reversed(words) if "/" in word and not word.startswith("-")), "")
    is_kept = call.name in _SAVING or any(re.fullmatch(r"-[a-zA-Z]*O|--remote-name", word) for word in words)
    return (address.split("?", 1)[0].rsplit("/", 1)[-1] or "index.html") if is_kept else None


def _is_output(client: str, word: str) -> bool:
    if word in ("--output", "--output-document", "--out"):
        return True
    return re.fullmatch(r"-[a-zA-Z]*O" if client.startswith("wget") else r"-[a-zA-Z]*o", word) is not None


def _answer(machine: Machine, state: State, call: Call, stored: str | None) -> None:
    """What a service answers may be a signal: where the caller is."""
    line = command_line(machine, [known(call.name), *call.arguments])
    address = _URL.search(line)
    bare = (
        address[0]
        if address is not None
        else next((f"https://{word}" for word in line.split()[1:] if re.match(r"[\w-]+(\.[\w-]+)+(/|$)", word)), "")
    )
    signal = machine.readers.of_address(bare) or machine.readers.of_command(line)
    if signal is not None:
        out = machine.told(call.node, signal, line, f"answer of {line}", lambda host: host.command(line) or _served(host, bare))
    else:
        out = machine.unknown(f"answer of {line}", source="network")
    if stored is not None:
        state.files[stored] = out
    else:
        machine.say(state, concat((out, known("\n"))))
    state.truth = UNSURE


def _served(host: Host, url: str) -> Answer | None:
    """What a service answers, where its answer tells who asks."""
    reply, reads = host.server("GET", url, None)
    return Answer(text=reply.text, reads=reads) if reads else None


def _raw(machine: Machine, state: State, call: Call) -> None:
    """`nc host port`, `openssl s_client -connect host:port`: standard input is sent as it is."""
    words = [as_usual(word) for word in call.words]
    plain = [machine.spelled(word) for word in words]
    if call.name == "openssl" and plain[:1] != ["s_client"]:
        machine.say(
            state, machine.unknown(command_line(machine, [known(call.name), *call.arguments]), _input_taint(state, call), source="command")
        )
        return
    place = next((plain[at + 1] for at, word in enumerate(plain[:-1]) if word == "-connect"), None)
    if place is None:
        rest = [word for word in plain if not word.startswith("-")]
        place = ":".join(rest[:2]) or "unknown"
    send_raw(machine, state, call.node, known(place), as_text(state.given))
    machine.say(state, machine.unknown(f"answer of {place}", source="network"))
    state.truth = UNSURE


def _input_taint(state: State, call: Call) -> Taint | None:
    return together(taint_of(state.given), *(taint_of(argument) for argument in call.arguments))


def _git(machine: Machine, state: State, call: Call) -> None:
    """git: what it is asked may be a signal, some of its commands send."""
    line = command_line(machine, [known("git"), *call.arguments])
    signal = machine.readers.of_command(line)
    verb, _ = commits.command_of([machine.spelled(as_usual(word)) for word in call.words])
    if signal is not None:
        out = machine.told(call.node, signal, line, line, lambda host: host.command(line))
        machine.say(state, concat((out, known("\n"))))
        state.truth = True if machine.host is not None and out.plain else UNSURE
        return
    if verb in _GIT_SENDING:
        _request(pushed, has_answer=False)(machine, state, call)
    printed = answered(machine, state, [known("git"), *call.arguments], _counted)
    machine.say(state, concat((printed, known("\n"))))
    state.truth = UNSURE


def _counted(words: tuple[Value, ...]) -> Taint | None:
    """The signals that numbers in the words are computed of. A name or address in them says which part of the history is asked for."""
    return together(*(hole.taint for hole in holes_in(Listing(words)) if hole.source == "number"))


def _code(machine: Machine, state: State, call: Call) -> None:
    """`python -c`, `node -e`: a program in one text. It may read a signal, send, or make text of text."""
    words = call.words
    plain = [as_text(word) for word in words]
    index = next((at for at, word in enumerate(plain) if re.fullmatch(r"-\w*[ceEpnrx]|--eval|--print|-", word.plain or "")), None)
    from_input = not words or (index is not None and plain[index].plain == "-")
    code = as_text(state.given) if from_input else plain[index + 1] if index is not None and index + 1 < len(plain) else None
    line = command_line(machine, [known(call.name), *call.arguments])
    machine.ran.update(machine.spelled(as_usual(word)) for word in words[:3])
    if code is None:
        machine.say(state, concat((machine.unknown(line, _input_taint(state, call), source="command"), known("\n"))))
        state.truth = UNSURE
        return
    letters = machine.spelled(as_usual(code))
    if _SENDING_CODE.search(letters):
        rest = [word for word in words if as_text(word) is not code]
        sent = Listing((code, *rest))
        exported = Table(tuple((name, state.names[name]) for name in _names_in(letters) if name in state.names))
        machine.happen(state, call.node, (sent, known("") if from_input else as_text(state.given), exported), _Sending(_sent_by_code))
    signal = machine.readers.of_command(f"{call.name} -c {letters}") or machine.readers.of_command(line)
    taint = machine.read(call.node, signal, line) if signal is not None else together(code.taint, _input_taint(state, call))
    label = f"{call.name} {letters} {line} < {machine.spelled(as_usual(_given(state)))}"
    machine.say(state, concat((machine.unknown(label, taint, source="signal" if signal else "command"), known("\n"))))
    state.truth = UNSURE


def _names_in(code: str) -> list[str]:
    return list(dict.fromkeys(re.findall(r"(?:environ(?:\.get)?[\[(]\s*['\"]|getenv\(\s*['\"]|process\.env\.|ENV[\[{]['\"]?)(\w+)", code)))


def _sent_by_code(words: list[str], given: str, files: Files) -> Event | None:
    code = words[0] if words else ""
    address = _URL.search(" ".join(words)) or _URL.search(" ".join(files.values()))
    content = "\n".join([*words, *(f"{name}={value}" for name, value in files.items()), given])
    return (
        Request(via="code", method="POST", url=address[0] if address is not None else "https://unknown.invalid/", headers=(), body=content)
        if code
        else None
    )


def _sleep(machine: Machine, state: State, call: Call) -> None:
    machine.happen(state, call.node, (Listing(tuple(call.arguments)), known(""), Table(())), _Sending(pause))
    state.truth = True


CLIENTS: dict[str, Callable[[Machine, State, Call], None]] = {
    "curl": _request(curl_request), "wget": _request(wget_request), "wget2": _request(wget_request), "http": _request(httpie_request),
    "https": _request(httpie_request), "xh": _request(httpie_request), "xhs": _request(httpie_request), "aria2c": _request(wget_request),
    "fetch": _request(wget_request), "axel": _request(wget_request), "curlie": _request(curl_request), "nc": _raw, "ncat": _raw,
    "netcat": _raw, "telnet": _raw, "socat": _raw, "openssl": _raw, "dig": _request(lookup), "nslookup": _request(lookup),
    "host": _request(lookup), "drill": _request(lookup), "ping": _request(lookup, has_answer=False), "sleep": _sleep,
    "usleep": _sleep, "mail": _request(mailed), "mailx": _request(mailed), "sendmail": _request(mailed), "msmtp": _request(mailed),
    "mutt": _request(mailed), "scp": _request(copied), "rsync": _request(copied), "sftp": _request(copied), "gsutil": _request(copied),
    "aws": _request(copied), "rclone": _request(copied), "az": _request(copied), "ssh": _request(shelled), "git": _git,
    "gh": _request(forge_request), "python": _code, "python3": _code, "python2": _code, "node": _code, "perl": _code,
    "ruby": _code, "php": _code,
    "deno": _code, "bun": _code, "osascript": _code,
}  # fmt: skip
