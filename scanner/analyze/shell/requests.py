"""What the arguments of a client of the network make: a request, from words with all choices made."""

import re
from dataclasses import dataclass, field
from urllib.parse import quote

from scanner.analyze.shell import commits
from scanner.analyze.shell.argument import options_of
from scanner.world.recording import Act, Event, Request

Files = dict[str, str]
"""Letters of the files that a request may take in, by path."""

_CURL_VALUES = {
    "-X": "method", "--request": "method", "-H": "header", "--header": "header", "-A": "agent", "--user-agent": "agent", "-e": "referer",
    "--referer": "referer", "-b": "cookie", "--cookie": "cookie", "-u": "user", "--user": "user", "--oauth2-bearer": "bearer",
    "-d": "data", "--data": "data", "--data-ascii": "data", "--data-binary": "binary", "--data-raw": "raw", "--data-urlencode": "encoded",
    "--json": "json", "-F": "form", "--form": "form", "--form-string": "form", "-T": "upload", "--upload-file": "upload", "--url": "url",
    "--url-query": "query", "-K": "config", "--config": "config", "--proxy": "proxy", "-x": "proxy", "-o": "", "--output": "",
    "--output-dir": "", "-w": "", "--write-out": "", "-m": "", "--max-time": "", "--connect-timeout": "", "--retry": "",
    "--retry-delay": "",
    "--retry-max-time": "", "--resolve": "", "--connect-to": "", "--cacert": "", "--cert": "", "--key": "", "-E": "", "-D": "",
    "--dump-header": "", "-c": "", "--cookie-jar": "", "--limit-rate": "", "-r": "", "--range": "", "-C": "", "--continue-at": "",
    "--interface": "", "--dns-servers": "", "--ciphers": "", "--tls-max": "", "-y": "", "-Y": "", "-z": "", "--max-redirs": "",
    "--unix-socket": "", "--socks5": "proxy", "--socks5-hostname": "proxy", "--noproxy": "", "-U": "", "--proxy-user": "", "--trace": "",
    "--stderr": "", "--speed-limit": "", "--speed-time": "", "--keepalive-time": "", "--max-filesize": "", "--expect100-timeout": "",
    "--variable": "", "--expand-data": "data", "--expand-url": "url", "--expand-header": "header", "-t": "", "--aws-sigv4": "",
    "--rate": "",
}  # fmt: skip
"""Options of curl that take a value -> what it is; empty: nothing that is sent. Source: curl's manual, 8.x."""


@dataclass(slots=True)
class _Draft:
    method: str | None = None
    urls: list[str] = field(default_factory=list)
    headers: list[tuple[str, str]] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    queries: list[str] = field(default_factory=list)
    is_query: bool = False
    is_head: bool = False
    is_upload: bool = False
    default_type: str | None = None


def curl_request(words: list[str], given: str, files: Files) -> Event | None:
    """The request of curl; None: no address is given."""
    draft = _Draft()
    _read_curl(words, given, files, draft, 0)
    return _made(draft, "curl")


def _read_curl(words: list[str], given: str, files: Files, draft: _Draft, depth: int) -> None:
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word.startswith("--"):
            option, mark, value = word.partition("=")
            kind = _CURL_VALUES.get(option)
            if kind is not None and not mark and at < len(words):
                value = words[at]
                at += 1
            _take(option, kind, value, given, files, draft, depth)
        elif word.startswith("-") and len(word) > 1:
            at = _read_short(word, words, at, given, files, draft, depth)
        else:
            draft.urls.append(word)


def _read_short(word: str, words: list[str], at: int, given: str, files: Files, draft: _Draft, depth: int) -> int:
    for index, letter in enumerate(word[1:], 1):
        kind = _CURL_VALUES.get(f"-{letter}")
        if kind is None:
            _take(f"-{letter}", None, "", given, files, draft, depth)
            continue
        value = word[index + 1 :]
        if not value and at < len(words):
            value = words[at]
            at += 1
        _take(f"-{letter}", kind, value, given, files, draft, depth)
        break
    return at


def _take(option: str, kind: str | None, value: str, given: str, files: Files, draft: _Draft, depth: int) -> None:
    if kind is None:
        draft.is_query = draft.is_query or option in ("-G", "--get")
        draft.is_head = draft.is_head or option in ("-I", "--head")
        if option == "--compressed":
            draft.headers.append(("Accept-Encoding", "deflate, gzip"))
    elif kind == "method":
        draft.method = value.upper()
    elif kind == "header":
        draft.headers += _header_lines(_content(value, given, files, strips=False) if value.startswith("@") else value)
    elif kind in ("agent", "referer", "cookie"):
        draft.headers.append(({"agent": "User-Agent", "referer": "Referer", "cookie": "Cookie"}[kind], value))
    elif kind in ("user", "bearer"):
        draft.headers.append(("Authorization", f"{'Basic' if kind == 'user' else 'Bearer'} {value}"))
    elif kind == "url":
        draft.urls.append(value)
    elif kind == "query":
        draft.queries.append(value)
    elif kind == "config" and depth < 2:
        _read_config(value, given, files, draft, depth)
    elif kind in ("data", "binary", "raw", "encoded", "json", "form", "upload"):
        _take_body(kind, value, given, files, draft)


def _take_body(kind: str, value: str, given: str, files: Files, draft: _Draft) -> None:
    if kind == "upload":
        draft.is_upload = True
        draft.bodies.append(given if value in ("-", ".") else files.get(value, f"content of {value}"))
        return
    if kind == "encoded":
        name, mark, text = value.partition("=")
        draft.bodies.append(f"{name}{mark}{quote(text, safe='')}" if mark else quote(value, safe=""))
    elif kind == "raw":
        draft.bodies.append(value)
    elif kind == "form":
        name, _, text = value.partition("=")
        draft.bodies.append(f"{name}={_content('@' + text[1:], given, files) if text[:1] in ('@', '<') else text}")
    else:
        draft.bodies.append(_content(value, given, files, strips=kind == "data") if value.startswith("@") else value)
    draft.default_type = {"json": "application/json", "form": "multipart/form-data"}.get(kind, "application/x-www-form-urlencoded")


def _content(value: str, given: str, files: Files, *, strips: bool = False) -> str:
    """`@file`, `@-`."""
    path = value[1:].split(";", 1)[0]
    text = given if path in ("-", "/dev/stdin") else files.get(path, f"content of {path}")
    return re.sub(r"[\r\n]", "", text) if strips else text


def _header_lines(text: str) -> list[tuple[str, str]]:
    found = []
    for line in text.split("\n"):
        name, mark, value = line.partition(":")
        if mark and name.strip():
            found.append((name.strip(), value.strip()))
        elif line.endswith(";"):
            found.append((line[:-1], ""))
    return found


def _read_config(path: str, given: str, files: Files, draft: _Draft, depth: int) -> None:
    text = given if path == "-" else files.get(path, "")
    words: list[str] = []
    for line in text.split("\n"):
        match = re.match(r"\s*(--?)?([\w-]+)\s*[=: ]?\s*(?:\"((?:[^\"\\]|\\.)*)\"|(\S.*?))?\s*$", line)
        if match is None:
            continue  # a remark or an empty line
        name = match[2]
        words.append(f"-{name}" if len(name) == 1 else f"--{name}")
        value = match[3] if match[3] is not None else match[4]
        if value is not None:
            words.append(re.sub(r"\\(.)", r"\1", value))
    _read_curl(words, given, files, draft, depth + 1)


def _made(draft: _Draft, via: str) -> Event | None:
    if not draft.urls:
        return None
    url = _with_scheme(draft.urls[0])
    body = None
    if draft.is_query:
        draft.queries += draft.bodies
    elif draft.bodies:
        body = "&".join(draft.bodies) if draft.default_type == "application/x-www-form-urlencoded" else "".join(draft.bodies)
    if draft.queries:
        url += ("&" if "?" in url else "?") + "&".join(draft.queries)
    method = draft.method or ("HEAD" if draft.is_head else "PUT" if draft.is_upload else "POST" if body is not None else "GET")
    headers = draft.headers
    is_form = draft.default_type != "application/x-www-form-urlencoded" or re.match(r"[\w.\[\]-]+=", body or "") is not None
    if draft.default_type is not None and body is not None and is_form and not any(name.lower() == "content-type" for name, _ in headers):
        headers = [*headers, ("Content-Type", draft.default_type)]
    return Request(via=via, method=method, url=url, headers=tuple(headers), body=body)


def _with_scheme(url: str) -> str:
    return url if "://" in url else f"https://{url}"


_WGET_VALUES = frozenset({
    "header", "post-data", "post-file", "body-data", "body-file", "method", "user-agent", "referer", "output-document", "directory-prefix",
    "timeout", "tries", "user", "password", "http-user", "http-password", "load-cookies", "save-cookies", "input-file", "output-file",
    "connect-timeout", "read-timeout", "waitretry", "ca-certificate", "limit-rate", "quota",
})  # fmt: skip


def wget_request(words: list[str], given: str, files: Files) -> Event | None:
    """The request of wget."""
    options = options_of(words, "UOPTtoaie", _WGET_VALUES)
    draft = _Draft(method=options.get("method"), urls=list(options.rest))
    for name, value in options.values:
        if name == "header":
            draft.headers += _header_lines(value)
        elif name in ("U", "user-agent"):
            draft.headers.append(("User-Agent", value))
        elif name == "referer":
            draft.headers.append(("Referer", value))
        elif name in ("post-data", "body-data"):
            draft.bodies.append(value)
        elif name in ("post-file", "body-file"):
            draft.bodies.append(given if value in ("-", "/dev/stdin") else files.get(value, f"content of {value}"))
        elif name == "user" or name == "http-user":
            draft.headers.append(("Authorization", f"Basic {value}"))
    if draft.bodies:
        draft.default_type = "application/x-www-form-urlencoded"
    return _made(draft, "wget")


_METHOD = re.compile(r"(GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\Z")
_ITEM = re.compile(r"([\w.\[\]-]+?)(==|:=@|=@|:=|=|:|@)(.*)\Z", re.DOTALL)


def httpie_request(words: list[str], given: str, files: Files) -> Event | None:
    """The request of httpie and xh."""
    options = options_of(words, "aAob", frozenset({"auth", "auth-type", "output", "timeout", "session", "verify", "pretty", "raw"}))
    rest = list(options.rest)
    method = rest.pop(0) if rest and _METHOD.match(rest[0]) else None
    if not rest:
        return None
    draft = _Draft(method=method, urls=[rest.pop(0)])
    fields: list[str] = []
    for item in rest:
        match = _ITEM.match(item)
        if match is None:
            continue
        name, mark, value = match.groups()
        if mark == ":":
            draft.headers.append((name, value))
        elif mark == "==":
            draft.queries.append(f"{name}={value}")
        elif mark == ":=":
            fields.append(f'"{name}": {value}')
        else:
            text = files.get(value, f"content of {value}") if "@" in mark else value
            fields.append(f'"{name}": "{text}"')
    if options.get("a", "auth"):
        draft.headers.append(("Authorization", options.get("a", "auth") or ""))
    body = options.get("raw") or ("{" + ", ".join(fields) + "}" if fields else given or None)
    if body is not None:
        draft.bodies.append(body)
        draft.default_type = "application/json"
    return _made(draft, "httpie")


def lookup(words: list[str], given: str, files: Files) -> Event | None:
    """A name that is asked for."""
    rest = [
        word
        for word in words
        if not word.startswith(("-", "+", "@")) and word.upper() not in ("A", "AAAA", "TXT", "MX", "NS", "CNAME", "ANY")
    ]
    return Act(kind="lookup", name="dns", text=rest[0]) if rest else None


def pause(words: list[str], given: str, files: Files) -> Event | None:
    return Act(kind="delay", name="sleep", text=" ".join(words))


def mailed(words: list[str], given: str, files: Files) -> Event | None:
    """A mail: subject and other options as headers, standard input as the text."""
    options = options_of(words, "srcbaAfS")
    headers = tuple(("Subject" if name == "s" else name, value) for name, value in options.values if value)
    return Request(via="mail", method="SEND", url=f"mailto:{','.join(options.rest)}", headers=headers, body=given)


def copied(words: list[str], given: str, files: Files) -> Event | None:
    """`scp`, `rsync`, `aws s3 cp` and their like: a file goes to a place."""
    rest = [word for word in words if not word.startswith("-")]
    places = [word for word in rest if re.search(r"://|^[\w.@-]+:", word)]
    if not places:
        return None
    content = "".join(given if word == "-" else files.get(word, "") for word in rest if word not in places)
    place = places[-1] if "://" in places[-1] else f"ssh://{places[-1].replace(':', '/', 1)}"
    return Request(via="copy", method="PUT", url=place, headers=(), body=content or " ".join(rest))


def shelled(words: list[str], given: str, files: Files) -> Event | None:
    """`ssh host command`."""
    options = options_of(words, "pilFoLRDJcbEeImOQSWw")
    if not options.rest:
        return None
    return Request(via="ssh", method="RUN", url=f"ssh://{options.rest[0]}", headers=(), body=" ".join(options.rest[1:]) + "\n" + given)


def pushed(words: list[str], given: str, files: Files) -> Event | None:
    """`git push`, `git clone`, `git commit`: the address, and what is said."""
    verb, rest = commits.command_of(words)
    if not verb:
        return None
    if verb in commits.VERBS:
        return commits.said(verb, rest, given, files)
    places = [word for word in rest if not word.startswith("-")]
    return Request(
        via="git", method=verb.upper(), url=_with_scheme(places[0]) if places else "", headers=(), body=" ".join(places[1:]) or None
    )


def forge_request(words: list[str], given: str, files: Files) -> Event | None:
    """`gh api path -f name=value`."""
    options = options_of(words[1:], "XfFHqt", frozenset({"method", "field", "raw-field", "header", "input", "jq", "template", "hostname"}))
    if words[:1] != ["api"] or not options.rest:
        text = " ".join(words) + given
        return Request(via="gh", method="RUN", url="https://api.github.com/", headers=(), body=text) if words[:1] else None
    fields = [value for name, value in options.values if name in ("f", "F", "field", "raw-field")]
    headers = [pair for name, value in options.values if name in ("H", "header") for pair in _header_lines(value)]
    body = "&".join(fields) or (given if options.get("input") == "-" else None)
    method = options.get("X", "method") or ("POST" if body else "GET")
    return Request(via="gh", method=method, url=f"https://api.github.com/{options.rest[0].lstrip('/')}", headers=tuple(headers), body=body)
