"""Which programs the made-up machine has: what a tool looks for decides what a persona has installed."""

import re

SIGNAL = "installed_software"

COMMON = frozenset({
    "sh", "bash", "env", "git", "node", "npm", "npx", "python", "python3", "curl", "less", "cat", "ls", "vi", "vim", "ssh", "tar", "grep",
    "sed", "make", "setxkbmap", "localectl", "timedatectl", "hostnamectl", "resolvectl", "locale", "hostname", "uname", "id", "whoami",
    "ip",
    "ifconfig", "fc-list", "gsettings", "getent", "lsb_release", "date", "readlink", "uptime", "defaults", "scutil", "sw_vers", "ioreg",
    "networksetup", "system_profiler", "reg", "powershell", "wmic", "tzutil", "getmac", "ipconfig", "systemsetup",
    "awk", "base64", "basename", "bc", "cksum", "comm", "cp", "cut", "df", "diff", "dirname", "du", "echo", "expr", "find", "fmt", "fold",
    "gunzip", "gzip", "head", "install", "jq", "join", "kill", "ln", "md5sum", "mkdir", "mktemp", "mv", "nl", "od", "openssl", "paste",
    "printf", "ps", "realpath", "rm", "seq", "sha1sum", "sha256sum", "sha512sum", "shasum", "sleep", "sort", "stat", "tail", "tee",
    "touch", "tr", "uniq", "unzip", "wc", "xargs",
})  # fmt: skip
"""Programs that every persona has: those that come with the system, and what developers use. A script that misses one ends."""

_FOLDERS = (
    r"(?:/usr/local|/usr|/opt/homebrew|/home/user/\.local|/snap)?/s?bin/(?P<a>[^/]+)$",
    r"(?:/home/user)?/Applications/(?P<b>[^/]+?)(?:\.app)?(?:/|$)",
    r"/usr/share/applications/(?P<c>[^/]+?)(?:\.desktop)?$",
    r"(?:/opt|/usr/lib|/usr/share|[A-Z]:/Program Files(?: \(x86\))?)/(?P<d>[^/]+)$",
    r"/home/user/(?:\.config|\.local/share|Library/Application Support|AppData/(?:Roaming|Local))/(?P<e>[^/]+)$",
    r"/home/user/(?:Library/)?Containers/(?P<f>[^/]+)$",
)
_PATH = re.compile("|".join(f"(?:{folder})" for folder in _FOLDERS))
_COMMAND = re.compile(r"^(?:/usr/bin/)?(?:which|where(?:\.exe)?|command -v|type -[pP]|type|hash)\s+(?:-\S+\s+)*[\"']?([\w.+-]+)[\"']?")


def named_by_path(path: str) -> str | None:
    """The program that a path belongs to; None: it is no place where programs lie."""
    match = _PATH.match(path.replace("\\", "/"))
    if match is None:
        return None
    return re.sub(r"\.(?:exe|cmd|bat|ps1)$", "", next(text for text in match.groups() if text is not None))


def named_by_command(line: str) -> str | None:
    """The program that a command looks for."""
    match = _COMMAND.match(line.strip())
    return None if match is None else match[1]


def has(value: str, name: str) -> bool:
    """Whether a persona whose programs are these has one."""
    return name.casefold() in {one.casefold() for one in value.split(",")}


def is_installed(value: str, name: str) -> bool:
    """Whether a program is on the machine of a persona whose own programs are these."""
    return name in COMMON or has(value, name)
