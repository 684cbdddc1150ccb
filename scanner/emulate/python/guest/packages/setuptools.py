"""Stands for `setuptools` and `distutils`: an installation runs the commands that the program changes."""

import os
import sys
import types as _types

from _unmask.anything import fallback

__version__ = "75.8.0"
__getattr__ = fallback("setuptools")


class Distribution:
    def __init__(self, given=None):
        self.given = given or {}
        self.metadata = self
        self.command_options, self.cmdclass = {}, self.given.get("cmdclass", {})
        self.verbose = self.dry_run = 0
        self.script_args = self.commands = ["install"]

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        if name.startswith("get_"):
            return lambda *_: self.given.get(name[4:], "")
        return self.__dict__.get("given", {}).get(name)

    def has_ext_modules(self):
        return bool(self.given.get("ext_modules"))

    def get_command_obj(self, name, *_):
        return _made(name, self)

    def run_command(self, name):
        _performed(_made(name, self))


class Command:
    user_options = []

    def __init__(self, dist=None, **_):
        self.distribution = dist or Distribution()
        self.verbose = self.dry_run = self.force = 0
        self.build_lib, self.build_temp, self.inplace = "build/lib", "build/temp", 0
        self.install_lib = self.install_purelib = self.install_platlib = "/usr/lib/python3/dist-packages/"
        self.install_scripts, self.install_dir = "/usr/local/bin", "/usr/lib/python3/dist-packages"
        self.root, self.prefix = None, "/usr"
        self.egg_name, self.outputs = self.distribution.get_name(), []

    def initialize_options(self):
        return None

    def finalize_options(self):
        return None

    ensure_finalized = finalize_options

    def run(self):
        return None

    def run_command(self, name):
        self.distribution.run_command(name)

    def get_finalized_command(self, name, *_):
        return _made(name, self.distribution)

    reinitialize_command = get_finalized_command

    def get_sub_commands(self):
        return []

    def get_outputs(self, *_):
        return list(self.outputs)

    def announce(self, text, *_):
        print(text)

    def execute(self, run, values, *_, **__):
        return run(*values)

    def spawn(self, words, *_, **__):
        import subprocess

        subprocess.run(words)

    def mkpath(self, path, *_):
        os.makedirs(path, exist_ok=True)

    def build_extension(self, *_):
        return None

    def build_extensions(self):
        for one in self.distribution.given.get("ext_modules") or ():
            self.build_extension(one)

    extensions = property(lambda self: self.distribution.given.get("ext_modules") or [])
    compiler = property(lambda self: __getattr__("compiler"))


_COMMANDS = (
    "install", "develop", "egg_info", "build", "build_py", "build_ext", "build_clib", "build_scripts", "sdist", "bdist_egg", "bdist_wheel",
    "install_lib", "install_data", "install_scripts", "install_egg_info", "easy_install", "editable_wheel", "test", "upload", "clean",
)  # fmt: skip
_classes = {name: type(name, (Command,), {}) for name in _COMMANDS}
_ORDER = ("egg_info", "build", "build_py", "build_ext", "bdist_wheel", "install", "install_lib", "develop", "sdist")
"""What an installation runs, in its order; `develop` and `sdist` for who installs so."""


def _made(name, dist):
    kind = (dist.given.get("cmdclass") or {}).get(name) or _classes.get(name, Command)
    made = kind(dist)
    made.initialize_options()
    made.finalize_options()
    return made


def _performed(command):
    command.run()


def setup(**given):
    """Install: run each command that the program brings."""
    dist = Distribution(given)
    brought = given.get("cmdclass") or {}
    for name in sorted(brought, key=lambda one: (_ORDER.index(one) if one in _ORDER else len(_ORDER), one)):
        _performed(_made(name, dist))
    return dist


class Extension:
    def __init__(self, name="", sources=(), *_, **more):
        self.name, self.sources = name, list(sources)
        self.__dict__.update(more)


def find_packages(where=".", *_, **__):
    found = []
    for at, _, names in os.walk(where):
        if "__init__.py" in names and at != where:
            found.append(os.path.relpath(at, where).replace("/", "."))
    return sorted(found)


find_namespace_packages = find_packages


def _part(package, name, **held):
    module = _types.ModuleType(f"{package}.{name}" if name else package)
    module.__dict__.update(held, __path__=[])
    module.__dict__.setdefault("__getattr__", fallback(package))
    sys.modules[module.__name__] = module
    return module


for _package in ("setuptools", "distutils"):
    if _package == "distutils":
        _part("distutils", "", setup=setup)
    _plain = _types.SimpleNamespace(**_classes)
    _commands = {name: _part(_package, f"command.{name}", **{name: kind, "orig": _plain}) for name, kind in _classes.items()}
    _part(_package, "command", **_commands)
    _part(_package, "core", setup=setup, Command=Command, Extension=Extension, Distribution=Distribution)
    _part(_package, "extension", Extension=Extension)
    _part(_package, "dist", Distribution=Distribution)
    _part(_package, "cmd", Command=Command)
_part("distutils", "log", info=lambda *_: None, warn=lambda *_: None, debug=lambda *_: None, error=lambda *_: None)
_part("distutils", "version", LooseVersion=str, StrictVersion=str)
_part(
    "distutils",
    "util",
    strtobool=lambda text: str(text).lower() in ("1", "y", "yes", "t", "true", "on"),
    get_platform=lambda: "linux-x86_64",
)
