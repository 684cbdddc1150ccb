"""Command lines that only ask the machine that they run on: nothing leaves by them, and what is done with the answer shows elsewhere."""

import re
import shlex
from functools import lru_cache

_TELLS = frozenset({
    "arch", "arp", "awk", "basename", "cat", "cd", "command", "cut", "date", "df", "dirname", "dmidecode", "du", "echo", "egrep", "exit",
    "export", "false", "fc-list", "fc-match", "fc-query", "fgrep",
    "findmnt", "free", "getconf", "getmac", "grep", "groups", "gawk", "hash", "head", "hostid", "hostname",
    "hostnamectl", "id", "ifconfig", "ioreg", "iostat", "ip", "ipconfig", "iw", "iwconfig", "iwgetid", "last", "lastlog", "locale",
    "localectl", "ls", "lsb_release", "lsblk", "lscpu", "lshw", "lsmod", "lsof", "lspci", "lsusb", "mount", "netsh", "netstat", "nl",
    "nproc", "nvidia-smi", "od", "pmset", "printenv", "printf", "ps", "pwd", "readlink", "realpath", "route", "sed", "sensors", "set",
    "sort", "ss", "stat", "strings", "sw_vers", "sysctl", "system_profiler", "systeminfo", "tail", "tasklist", "test", "timedatectl",
    "top", "tr", "true", "type", "tzutil", "uname", "uniq", "unset", "uptime", "ver", "vm_stat", "vmstat", "w", "wc", "where", "whereis",
    "which", "who", "whoami", "wmic", "xxd", "[",
})  # fmt: skip
"""Programs and words of the shell that tell something, or make text of text."""
_TELLS_BY_WORD = {
    "security": {"find-generic-password", "find-internet-password", "find-identity", "find-certificate"},
    "secret-tool": {"lookup", "search"},
    "cmdkey": {"/list"},
    "reg": {"query"},
    "defaults": {"read", "read-type", "domains", "find"},
    "scutil": {"--get", "--dns", "--proxy"},
    "gsettings": {"get"},
    "dconf": {"read", "list"},
    "xdg-settings": {"get", "check"},
    "xdg-mime": {"query"},
    "systemctl": {"is-active", "is-enabled", "is-system-running"},
    "loginctl": {"show-session", "show-user", "list-sessions"},
}
"""Programs that tell something where their first argument is one of these words, and do other things with others."""
_GIT_TELLS = frozenset({
    "annotate", "blame", "cat-file", "check-ignore", "count-objects", "describe", "diff", "diff-files", "diff-index", "diff-tree",
    "for-each-ref", "grep", "log", "ls-files", "ls-tree", "merge-base", "name-rev", "rev-list", "rev-parse", "shortlog", "show",
    "show-ref", "status", "var", "version", "whatchanged",
})  # fmt: skip
"""What git is asked about the copy of a repository on this machine."""
_GIT_TELLS_WITH = {
    "branch": re.compile(r"--show-current|--list|-[arv]+|--(?:no-)?(?:merged|contains|format|sort).*"),
    "config": re.compile(r"--get(?:-\w+)?|--list|-l|get|list"),
    "remote": re.compile(r"-v|--verbose|get-url"),
    "stash": re.compile(r"list|show"),
    "symbolic-ref": re.compile(r"-q|--quiet|--short|HEAD|refs/.*"),
    "tag": re.compile(r"-l|--list|--points-at|--contains|--sort.*"),
}
"""What tells with such a first argument, and changes something with others."""
_GIT_WRITES = re.compile(r"--output\b.*|-O.*|--open-files-in-pager.*|--ext-diff|--textconv")
_CHANGES = re.compile(
    r"-i.*|--in-place.*|-exec|-delete|-[sw]|--set|set(?:-\w+)?|add|del|delete|flush|replace|change|call|start|stop|export|upload|/node:.*|(?:[\\/]{2}|.*:[\\/]{2}).*",
    re.IGNORECASE,
)
"""Arguments by which some of these do more than tell, or ask another machine."""
_ELSEWHERE = re.compile(r"-H|--host\b.*|-M|--machine\b.*|(?:[\\/]{2}|.*:[\\/]{2}).*")
"""Arguments by which those that tell by their first word ask another machine."""
_ASSIGNMENT = re.compile(r"[A-Za-z_]\w*=.*", re.DOTALL)
_CODE = re.compile(r"\$\(|`|<\(|>\(|\bsystem\s*\(|\|&|\bgetline\b")
"""Where a command stands inside of a word, or a program of text starts one."""
_SEPARATORS = frozenset({";", "|", "||", "&&", ";;"})
_QUIET = re.compile(r"\s*(?:[12]|&)?>\s*(?:/dev/null|NUL\b)|\s*2>&1", re.IGNORECASE)
_LINE_CHARS = 4096
"""Longer lines are programs."""


@lru_cache(maxsize=4096)
def only_asks(line: str) -> bool:
    """Whether every command of a line of a shell tells about the machine, and none writes, sends or starts something else.

    Does not know the languages that are given to an interpreter (`powershell -Command`, `sh -c`): such lines are taken to do more.
    """
    quiet = _QUIET.sub(" ", line)
    if len(line) > _LINE_CHARS or _CODE.search(quiet):
        return False
    lexer = shlex.shlex(quiet.replace("\n", " ; "), posix=True, punctuation_chars=";|&<>()")
    lexer.whitespace_split = True
    lexer.commenters = ""
    try:
        words = list(lexer)
    except ValueError:
        return False  # a quotation that does not end
    commands: list[list[str]] = [[]]
    for word in words:
        if word in _SEPARATORS:
            commands.append([])
        else:
            commands[-1].append(word)
    return any(commands) and all(_tells(command) for command in commands if command)


def _tells(words: list[str]) -> bool:
    while words and _ASSIGNMENT.fullmatch(words[0]):
        words = words[1:]
    if not words:
        return True  # a variable for the commands behind it
    name = words[0].replace("\\", "/").rsplit("/", 1)[-1].lower().removesuffix(".exe")
    if any(set(word) <= set("<>&()") for word in words[1:]):
        return False
    if name == "git":
        return _git_tells(words[1:])
    if name in _TELLS:
        return not any(_CHANGES.fullmatch(word) for word in words[1:])
    return words[1:2] != [] and words[1].lower() in _TELLS_BY_WORD.get(name, ()) and not any(map(_ELSEWHERE.fullmatch, words[2:]))


def _git_tells(words: list[str]) -> bool:
    """Whether git is only asked; settings that are given to it (`-c`) may start programs."""
    while words and words[0].startswith("-") and words[0] != "-c":
        words = words[2:] if words[0] == "-C" else words[1:]
    if not words or any(map(_GIT_WRITES.fullmatch, words[1:])):
        return False
    if words[0] == "config" and len(words) == 2 and "." in words[1]:
        return True  # the value of one setting
    if (first := _GIT_TELLS_WITH.get(words[0])) is not None:
        given = words[1:] if words[0] == "symbolic-ref" else words[1:2]
        return (bool(given) and all(map(first.fullmatch, given)) and sum(not one.startswith("-") for one in given) <= 1) or (
            words in (["remote"], ["branch"], ["tag"])
        )
    return words[0] in _GIT_TELLS
