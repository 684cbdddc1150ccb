"""What git prints of the changes in the made-up repository: their patches, names, numbers and states.

There are several changes of several sizes and kinds, all of them staged and changed once more since: a tool that sorts them, or asks for
one only, has something to sort and to ask for. Source: git-diff(1), "COMMON DIFF OPTIONS"; git-status(1), "Short Format".
Renames, words and binary files are not among them; output for raw plumbing (`--raw`) and the second porcelain format is not given.
"""

import re
import shlex
from dataclasses import dataclass

from scanner.world.answer import Answer


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    path: str
    state: str
    """The letter of `--name-status`."""
    added: tuple[str, ...]
    removed: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """Lines before the change, from the first of the file on."""
    after: tuple[str, ...] = ()
    """Lines behind it, up to the last of the file."""

    @property
    def lines(self) -> int:
        return len(self.added) + len(self.removed)

    def patch(self, context: int) -> str:
        """As `git diff` prints it, with so many lines of context."""
        front, back = self.kept[max(len(self.kept) - context, 0) :], self.after[:context]
        around, first = len(front) + len(back), 1 + len(self.kept) - len(front)
        before, after = around + len(self.removed), around + len(self.added)
        head = [f"diff --git a/{self.path} b/{self.path}", *(["new file mode 100644"] if self.state == "A" else [])]
        head += [f"--- {'/dev/null' if self.state == 'A' else f'a/{self.path}'}", f"+++ b/{self.path}"]
        head += [f"@@ -{first if before else 0},{before} +{first},{after} @@"]
        lines = [*head, *(f" {one}" for one in front), *(f"-{one}" for one in self.removed), *(f"+{one}" for one in self.added)]
        return "".join(f"{one}\n" for one in [*lines, *(f" {one}" for one in back)])


_CHANGES = (
    _Change(
        path="README.md",
        state="M",
        kept=("# Project", ""),
        removed=("A project.",),
        added=("A small project that says hello world.", "", "It answers."),
        after=("", "## Use", "", "Say hello to it.", "", "## Licence", "", "MIT"),
    ),
    _Change(path="src/index.js", state="M", removed=("export const answer = 41;",), added=("export const answer = 42;",)),
    _Change(path="src/main.py", state="A", added=("print(42)",)),
)
_ASKS = re.compile(
    r"^(?:/\S*/)?git\b(?:\s+-\S+(?:[ =](?!diff|show|status)\S+)?)*\s+"
    r"(diff-tree|diff-index|diff-files|diff|show|status)(?![\w-])(.*)\Z",
    re.DOTALL,
)
_OF_A_FILE = re.compile(r"\A[\w@{}~^./-]+:\S")
"""`HEAD:README.md`: what stands in the file."""
_FILTER = re.compile(r"--diff-filter=(\w+)")
_CONTEXT = re.compile(r"(?:-U|--unified=)(\d{1,6})\Z")
_CONTEXT_USUAL = 3
_CONTEXT_MOST = 1_000
_NO_PATCH = frozenset({"--raw", "--check", "--quiet", "--exit-code", "--no-patch", "-s", "--word-diff", "--summary", "--dirstat"})
_SHORT = frozenset({"--short", "-s", "--porcelain", "--porcelain=v1", "--porcelain=1", "-sb", "-bs"})


def changes_printed(line: str) -> Answer | None:
    """The answer to such a command line; None: it asks for none of this."""
    asked = _ASKS.match(line)
    if asked is None:
        return None
    words = _words(asked[2])
    if any(_OF_A_FILE.match(word) for word in words):
        return None
    text = _states(words) if asked[1] == "status" else _told(asked[1], words, _wanted(words))
    return None if text is None else Answer(text=text, reads=("workspace",))


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError:  # a quote that is not closed
        return line.split()


def _wanted(words: list[str]) -> list[_Change]:
    """The changes that the line asks for: of the paths and kinds that it names, of all where it names none."""
    named = words[words.index("--") + 1 :] if "--" in words else [word for word in words if any(_lies_in(one, word) for one in _CHANGES)]
    paths = [word for word in named if not word.startswith(":")]
    kinds = next((match[1] for word in words if (match := _FILTER.match(word))), "")
    found = [one for one in _CHANGES if not paths or any(_lies_in(one, path) for path in paths)]
    return [one for one in found if (one.state in kinds or not any(map(str.isupper, kinds))) and one.state.lower() not in kinds]


def _lies_in(change: _Change, path: str) -> bool:
    place = path.removeprefix("/home/user/project").strip("/").removeprefix("./")
    is_root = not place and (path == "." or path.startswith("/home/user/project"))
    return is_root or change.path == place or change.path.startswith(f"{place}/")


def _states(words: list[str]) -> str | None:
    if not _SHORT & set(words):
        return "\0".join([f"{one.state}M {one.path}" for one in _CHANGES] + [""]) if "-z" in words else None
    branch = ["## main"] if {"-b", "-sb", "-bs", "--branch"} & set(words) else []
    end = "\0" if "-z" in words else "\n"
    return "".join(f"{one}{end}" for one in [*branch, *(f"{one.state}M {one.path}" for one in _wanted(words))])


def _told(command: str, words: list[str], changes: list[_Change]) -> str | None:
    end, between = ("\0", "\0") if "-z" in words else ("\n", "\t")
    if "--name-only" in words:
        return "".join(f"{one.path}{end}" for one in changes)
    if "--name-status" in words:
        return "".join(f"{one.state}{between}{one.path}{end}" for one in changes)
    if "--numstat" in words:
        return "".join(f"{len(one.added)}\t{len(one.removed)}\t{one.path}{end}" for one in changes)
    sums = [word.partition("=")[0] for word in words]
    if "--shortstat" in words or "--stat" in sums:
        width = max((len(one.path) for one in changes), default=0)
        bars = (f" {one.path:<{width}} | {one.lines} {'+' * len(one.added)}{'-' * len(one.removed)}\n" for one in changes)
        return ("" if "--shortstat" in words else "".join(bars)) + (_summed(changes) if changes else "")
    is_raw = command.startswith("diff-") and not {"-p", "-u", "--patch"} & set(words)
    if is_raw or command == "show" or _NO_PATCH & set(sums):
        return None
    return "".join(one.patch(_context(words)) for one in changes)


def _context(words: list[str]) -> int:
    """How many lines around a change are asked for; the last word on it holds."""
    stated = [match[1] for word in words if (match := _CONTEXT.match(word))]
    return min(int(stated[-1]), _CONTEXT_MOST) if stated else _CONTEXT_USUAL


def _summed(changes: list[_Change]) -> str:
    """The last line of `--stat`."""
    counts = (
        (len(changes), "file changed", "files changed"),
        (sum(len(one.added) for one in changes), "insertion(+)", "insertions(+)"),
        (sum(len(one.removed) for one in changes), "deletion(-)", "deletions(-)"),
    )
    return " " + ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count) + "\n"
