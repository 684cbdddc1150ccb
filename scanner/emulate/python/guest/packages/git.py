"""Stands for `git` (GitPython): its questions as commands."""

import datetime
import io
import subprocess
import sys
import types

from _unmask.anything import Anything, fallback, strange

__version__ = "3.1.45"
__getattr__ = fallback("git")


def _asked(*words):
    return subprocess.run(["git", *words], capture_output=True, text=True).stdout.strip()


class _Reader:
    def get_value(self, section, option, default=None):
        name = f"{section.replace(' ', '.').replace(chr(34), '')}.{option}"
        if isinstance(default, bool):
            return _asked("config", "--type=bool", name) == "true" or default
        return _asked("config", name) or default

    get = get_value

    def getboolean(self, section, option, fallback=False):
        return self.get_value(section, option, bool(fallback))

    def has_option(self, section, option):
        return bool(self.get_value(section, option))

    has_section = has_option

    def release(self):
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None


class GitConfigParser(_Reader):
    def __init__(self, *_, **__):
        return None

    def read(self):
        return None


class Remote:
    def __init__(self, name="origin"):
        self.name = name

    @property
    def url(self):
        return _asked("remote", "get-url", self.name)

    @property
    def urls(self):
        return iter([self.url])

    @property
    def config_reader(self):
        return types.SimpleNamespace(get=lambda option, *_: self.url if option == "url" else None)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything("git", f"remote.{name}")


class _Remotes(list):
    @property
    def origin(self):
        return Remote()

    def __getitem__(self, name):
        return Remote() if isinstance(name, str) else list.__getitem__(self, name)


class _Named(list):
    """Found by their place or name, as one that the list has not is, too."""

    def __getitem__(self, name):
        return Reference(self[0].repo, name) if isinstance(name, str) else list.__getitem__(self, name)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return self[name]


class _Git:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)

        def run(*words, **options):
            flags = [
                f"--{key.replace('_', '-')}" if value is True else f"--{key.replace('_', '-')}={value}" for key, value in options.items()
            ]
            return _asked(name.replace("_", "-"), *map(str, words), *flags)

        return run

    def __call__(self, *_, **__):
        return self

    def execute(self, command, **_):
        return _asked(*command[1:])


class Actor:
    def __init__(self, name=None, email=None):
        self.name, self.email = name, email

    @classmethod
    def author(cls, config_reader=None):
        return cls(_asked("config", "user.name"), _asked("config", "user.email"))

    committer = author

    def __str__(self):
        return f"{self.name} <{self.email}>"


class Object:
    """A commit, tree or blob: that of the only state there is."""

    type, size = "blob", 7

    def __init__(self, repo=None, hexsha="1" * 40, type="blob", path=""):
        self.repo, self.hexsha, self.type, self.path, self.name = repo, hexsha, type, path, path.rpartition("/")[2]
        self.binsha = bytes.fromhex(hexsha)

    @property
    def data_stream(self):
        return io.BytesIO(b"content")

    def traverse(self, *_, **__):
        return iter(())

    def __str__(self):
        return self.hexsha


class Tree(Object):
    def __init__(self, repo=None):
        super().__init__(repo, "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "tree")
        self.trees, self.blobs = [], []

    def __iter__(self):
        return iter(())


class Commit(Object):
    message = summary = "message"
    encoding, gpgsig = "UTF-8", None

    def __init__(self, repo=None, message="message", parents=()):
        super().__init__(repo, type="commit")
        self.message, self.summary, self.parents = message, message.partition("\n")[0], list(parents)
        self.tree = Tree(repo)

    @property
    def author(self):
        return Actor(_asked("log", "-1", "--format=%an"), _asked("log", "-1", "--format=%ae"))

    committer = author

    @property
    def authored_datetime(self):
        return datetime.datetime.now(datetime.UTC)

    committed_datetime = authored_datetime

    @property
    def authored_date(self):
        return int(self.authored_datetime.timestamp())

    committed_date = authored_date

    @property
    def stats(self):
        return types.SimpleNamespace(total={"insertions": 1, "deletions": 1, "lines": 2, "files": 1}, files={})

    def diff(self, *_, **__):
        return []

    def iter_parents(self, *_, **__):
        return iter(self.parents)


class Reference:
    def __init__(self, repo=None, name="main"):
        self.repo, self.name, self.path = repo, name, f"refs/heads/{name}"
        self.is_detached = False

    @property
    def commit(self):
        return Commit(self.repo)

    def is_valid(self):
        return True

    @property
    def reference(self):
        return self.repo.active_branch

    ref = reference

    def checkout(self, *_, **__):
        _asked("checkout", self.name)
        return self

    def reset(self, *words, **__):
        _asked("reset", *map(str, words))

    def tracking_branch(self):
        return None

    def __str__(self):
        return self.name


Head = HEAD = Reference


_CHANGES = (
    ("README.md", "M", b"@@ -3 +3,3 @@\n-A project.\n+A small project that says hello world.\n+\n+It answers.\n"),
    ("notes.txt", "M", b"@@ -1 +1 @@\n-hello\n+hello world\n"),
    ("src/main.py", "A", b"@@ -0,0 +1 @@\n+print(42)\n"),
)


class DiffIndex(list):
    def iter_change_type(self, kind):
        return (one for one in self if one.change_type == kind)


def _diff(path, kind, patch):
    is_new = kind == "A"
    return types.SimpleNamespace(
        a_path=path, b_path=path, a_rawpath=path.encode(), b_rawpath=path.encode(), change_type=kind, new_file=is_new, deleted_file=False,
        renamed_file=False, renamed=False, copied_file=False, rename_from=None, rename_to=None, diff=patch, a_mode=None, b_mode=0o100644,
        a_blob=None, b_blob=None,
    )  # fmt: skip


class IndexFile:
    """What is staged: changes of several kinds."""

    def __init__(self, repo=None, *_, **__):
        self.repo, self.entries, self.path = repo, {("notes.txt", 0): Object(repo, path="notes.txt")}, ".git/index"

    def add(self, items, *_, **__):
        _asked("add", *map(str, [items] if isinstance(items, str) else items))
        return []

    def remove(self, items, *_, **__):
        _asked("rm", *map(str, [items] if isinstance(items, str) else items))
        return []

    def reset(self, *_, **__):
        _asked("reset")
        return self

    def write(self, *_, **__):
        return None

    def write_tree(self):
        return Tree(self.repo)

    def diff(self, *_, **__):
        return DiffIndex(_diff(*one) for one in _CHANGES)

    def commit(self, message, parent_commits=None, author=None, **_):
        _asked("commit", *(["--author", str(author)] if author is not None else []), "-m", message)
        return Commit(self.repo, message, parent_commits or ())


class Repo:
    def __init__(self, path=".", *_, **__):
        import os

        self.working_dir = self.working_tree_dir = os.path.abspath(path or ".")
        self.git, self.remotes, self.git_dir, self.bare = _Git(), _Remotes([Remote()]), f"{self.working_dir}/.git", False
        self.index, self.tags, self.submodules, self.common_dir = IndexFile(self), [], [], self.git_dir

    def config_reader(self, *_):
        return _Reader()

    def config_writer(self, *_):
        return _Reader()

    def remote(self, name="origin"):
        return Remote(name)

    @classmethod
    def init(cls, *values, **__):
        return cls(*values[:1])

    @classmethod
    def clone_from(cls, url, to_path, **_):
        _asked("clone", str(url), str(to_path))
        return cls(to_path)

    @property
    def active_branch(self):
        return Reference(self, _asked("rev-parse", "--abbrev-ref", "HEAD") or "main")

    @property
    def head(self):
        return Reference(self, "HEAD")

    @property
    def heads(self):
        return _Named([self.active_branch])

    branches = references = refs = heads

    def commit(self, rev="HEAD"):
        return Commit(self)

    def tree(self, *_):
        return Tree(self)

    def rev_parse(self, rev):
        return Commit(self)

    def create_head(self, name, *_, **__):
        _asked("branch", str(name))
        return Reference(self, str(name))

    def iter_commits(self, *_, **__):
        return iter([Commit(self)])

    def is_dirty(self, *_, **__):
        return True

    def close(self):
        return None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    untracked_files = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything("git", f"repo.{name}")


Git = _Git
exc = types.ModuleType("git.exc")
exc.__getattr__ = lambda name: strange("git.exc", name)
for _name in (
    "GitError",
    "InvalidGitRepositoryError",
    "NoSuchPathError",
    "GitCommandError",
    "GitCommandNotFound",
    "BadName",
    "HookExecutionError",
):
    setattr(exc, _name, type(_name, (Exception,), {}))
    globals()[_name] = getattr(exc, _name)
sys.modules["git.exc"] = exc
config = types.ModuleType("git.config")
config.GitConfigParser = GitConfigParser
sys.modules["git.config"] = config
