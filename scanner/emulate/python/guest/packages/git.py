"""Stands for `git` (GitPython): its questions as commands."""

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
        return _asked("config", f"{section.replace(' ', '.').replace(chr(34), '')}.{option}") or default

    get = get_value

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


class Repo:
    def __init__(self, path=".", *_, **__):
        import os

        self.working_dir = self.working_tree_dir = os.path.abspath(path or ".")
        self.git, self.remotes, self.git_dir, self.bare = _Git(), _Remotes([Remote()]), f"{self.working_dir}/.git", False

    def config_reader(self, *_):
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
        return types.SimpleNamespace(name=_asked("rev-parse", "--abbrev-ref", "HEAD") or "main")

    @property
    def head(self):
        author = types.SimpleNamespace(name=_asked("log", "-1", "--format=%an"), email=_asked("log", "-1", "--format=%ae"))
        commit = types.SimpleNamespace(
            hexsha="1" * 40, author=author, committer=author, message="message", summary="message", diff=lambda *_, **__: []
        )
        return types.SimpleNamespace(commit=commit, is_detached=False)

    def iter_commits(self, *_, **__):
        return iter([self.head.commit])

    def is_dirty(self, *_, **__):
        return True

    untracked_files = ()

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything("git", f"repo.{name}")


Git = _Git
exc = types.ModuleType("git.exc")
exc.__getattr__ = lambda name: strange("git.exc", name)
for _name in ("GitError", "InvalidGitRepositoryError", "NoSuchPathError", "GitCommandError", "GitCommandNotFound"):
    setattr(exc, _name, type(_name, (Exception,), {}))
    globals()[_name] = getattr(exc, _name)
sys.modules["git.exc"] = exc
config = types.ModuleType("git.config")
config.GitConfigParser = GitConfigParser
sys.modules["git.config"] = config
