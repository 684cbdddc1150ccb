"""A session of tests: one that passes and two that fail, with all hooks and fixtures of the program's plugins.

The options of plugins are given as by somebody who uses them: switches are on, but for those that turn something off.
"""

import contextlib
import importlib
import inspect
import pathlib
import sys
import types

from _unmask import entry, modules, samples
from _unmask.given import Given

from . import Stash

_ROOT = pathlib.Path("/home/user/project")
_TURNS_OFF = ("no-", "disable", "skip", "without", "quiet", "dry", "debug", "collect-only", "off")
_TRACE = "def test_answer():\n>       assert answer() == 42\nE       assert 41 == 42\n\ntests/test_answer.py:3: AssertionError"
_TESTS = (("test_starts", True), ("test_answer", False), ("test_other", False))
_FIXTURES_DEEP = 6


class _Group:
    def __init__(self, config):
        self._config = config

    def addoption(self, *names, **given):
        long = next((str(one) for one in names if str(one).startswith("--")), str(names[0]) if names else "option")
        target = given.get("dest") or long.lstrip("-").replace("-", "_")
        setattr(self._config.option, target, _value(long, target, given))
        self._config._targets.update({str(one): target for one in names})

    _addoption = addoption


class _Parser(_Group):
    def getgroup(self, *_, **__):
        return _Group(self._config)

    def addini(self, name, help="", type=None, default=None, **_):
        empty = [] if type in ("linelist", "args", "paths", "pathlist") else False if type == "bool" else ""
        self._config._ini[name] = empty if default is None else default

    extra_info = {}


def _value(long, target, given):
    """What is given for an option by somebody who wants what it does."""
    action = given.get("action")
    if action in ("store_true", "store_false"):
        is_meant = not long.lstrip("-").startswith(_TURNS_OFF)
        return (action == "store_true") if is_meant else (action == "store_false")
    if action == "append":
        return given.get("default") or []
    if action == "store_const":
        return given.get("const")
    if given.get("default") is not None:
        return given["default"]
    if given.get("choices"):
        return next(iter(given["choices"]))
    value = samples.by_name(target)
    kind = given.get("type", str)
    return kind(value) if kind in (int, float) and isinstance(value, int | float) else str(value) if kind is str else value


class _Plugins:
    def __init__(self):
        self.held = {}

    def register(self, plugin, name=None):
        self.held[name or str(id(plugin))] = plugin
        return name

    def unregister(self, plugin=None, name=None):
        self.held = {key: one for key, one in self.held.items() if key != name and one is not plugin}

    def has_plugin(self, name):
        return name in self.held or name in ("terminalreporter", "capturemanager")

    hasplugin = has_plugin

    def get_plugin(self, name):
        return self.held.get(name) or (_terminal() if name == "terminalreporter" else None)

    getplugin = get_plugin

    def is_registered(self, plugin):
        return any(one is plugin for one in self.held.values())

    def list_name_plugin(self):
        return list(self.held.items())

    def add_hookspecs(self, _):
        return None

    import_plugin = consider_module = set_blocked = add_hookspecs

    @property
    def hook(self):
        return _Hooks(self)


class _Hooks:
    def __init__(self, plugins):
        self._plugins = plugins

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda **given: _called(self._plugins, name, given)


class _Config:
    def __init__(self):
        self.option = types.SimpleNamespace(verbose=0, maxfail=0, tbstyle="auto", capture="fd", collectonly=False, numprocesses=None)
        self._ini, self._targets, self._inilines = {}, {}, []
        self.stash, self.pluginmanager, self.rootpath, self.rootdir, self.inipath = Stash(), _Plugins(), _ROOT, _ROOT, None
        self._store, self.args, self.hook, self.known_args_namespace = self.stash, ["tests"], self.pluginmanager.hook, self.option
        self.invocation_params = types.SimpleNamespace(args=("tests",), dir=_ROOT, plugins=None)
        held = {}
        self.cache = types.SimpleNamespace(get=held.get, set=held.__setitem__, mkdir=lambda name: _ROOT / ".pytest_cache" / name)

    def getoption(self, name, default=None, skip=False):
        return getattr(self.option, self._targets.get(name, name.lstrip("-").replace("-", "_")), default)

    getvalue = getvalueorskip = getoption

    def getini(self, name):
        return self._ini.get(name, "")

    def addinivalue_line(self, name, line):
        self._inilines.append((name, line))

    def add_cleanup(self, run):
        entry.guarded(run)

    def get_terminal_writer(self):
        return _terminal()


class _Terminal:
    """What is printed at the end of a session."""

    verbosity, hasmarkup, isatty, stats = 0, False, False, {}

    def write_line(self, text, **_):
        print(text)

    line = write = write_line

    def write_sep(self, sep, title="", **_):
        print(f" {title} ".center(60, str(sep)))

    section = ensure_newline = lambda self, title="", sep="=", **_: print(f" {title} ".center(60, str(sep)))
    sep = write_sep

    def getreports(self, name):
        return self.stats.get(name, [])


def _terminal():
    return _Terminal()


class _Item:
    def __init__(self, session, name, passes):
        self.name, self.originalname, self.nodeid, self.passes = name, name, f"tests/test_answer.py::{name}", passes
        self.session, self.config, self.ihook, self.stash = session, session.config, session.config.hook, Stash()
        self.path = self.fspath = _ROOT / "tests" / "test_answer.py"
        self.location, self.keywords, self.user_properties, self.own_markers = ("tests/test_answer.py", 1, name), {name: 1}, [], []
        self.function = self.obj = lambda: None
        self.funcargs, self.fixturenames, self.cls, self.module, self.parent, self._request = {}, [], None, None, session, None

    def get_closest_marker(self, name, default=None):
        return default

    def iter_markers(self, name=None):
        return iter(())

    def add_marker(self, *_, **__):
        return None

    addfinalizer = add_report_section = add_marker

    def listchain(self):
        return [self]


def _report(item, when):
    has_failed = when == "call" and not item.passes
    text = _TRACE.replace("test_answer()", f"{item.name}()") if has_failed else ""
    return types.SimpleNamespace(
        nodeid=item.nodeid, when=when, outcome="failed" if has_failed else "passed", failed=has_failed, passed=not has_failed,
        skipped=False,
        longrepr=Given(text) if has_failed else None, longreprtext=text, duration=0.012, sections=[], caplog="", capstdout="",
        capstderr="", keywords=item.keywords, location=item.location, user_properties=item.user_properties,
        head_line=item.name, start=0.0, stop=0.012, fspath=str(item.path), count_towards_summary=True,
    )  # fmt: skip


def _call_info(item, when):
    error = AssertionError("assert 41 == 42") if when == "call" and not item.passes else None
    told = None
    if error is not None:
        told = types.SimpleNamespace(
            value=error, type=AssertionError, typename="AssertionError", tb=None, traceback=[],
            exconly=lambda *_, **__: f"AssertionError: {error}", getrepr=lambda *_, **__: Given(_TRACE), match=lambda _: True,
        )  # fmt: skip
    return types.SimpleNamespace(when=when, excinfo=told, duration=0.012, start=0.0, stop=0.012, result=None)


def _implementations(plugins, name):
    for plugin in list(plugins.held.values()):
        run = getattr(plugin, name, None)
        if callable(run):
            yield run


def _fitting(run, given):
    try:
        wanted = inspect.signature(run).parameters
    except (TypeError, ValueError):
        return given
    if any(one.kind is one.VAR_KEYWORD for one in wanted.values()):
        return given
    return {name: value for name, value in given.items() if name in wanted}


class _Result:
    def __init__(self, value):
        self._value, self.excinfo, self.exception = value, None, None

    def get_result(self):
        return self._value

    result = property(get_result)

    def force_result(self, value):
        self._value = value


def _called(plugins, name, given, result=None):
    """Call a hook in all plugins: those around the others to their `yield`, the others, and the first ones to their end."""
    around = []
    for run in _implementations(plugins, name):
        options = getattr(run, "_unmask_hookimpl", {})
        if options.get("hookwrapper") or options.get("wrapper"):
            made = run(**_fitting(run, given))
            entry.guarded(lambda made=made: next(made))
            around.append((made, bool(options.get("wrapper"))))
    found = []
    for run in _implementations(plugins, name):
        options = getattr(run, "_unmask_hookimpl", {})
        if not options.get("hookwrapper") and not options.get("wrapper"):
            entry.guarded(lambda run=run: found.append(run(**_fitting(run, given))))
    for made, is_new in reversed(around):
        with contextlib.suppress(StopIteration):
            entry.guarded(lambda made=made, is_new=is_new: _ended(made, result if is_new else _Result(result)))
    return [one for one in found if one is not None]


def _ended(made, value):
    with contextlib.suppress(StopIteration):
        made.send(value)


def _plugins_of_program():
    """Modules that the package names as plugins, then those that hold hooks or fixtures."""
    for _, target, group in entry.METADATA.get("points", ()):
        if group == "pytest11":
            with contextlib.suppress(ImportError):
                yield importlib.import_module(target.partition(":")[0].strip())
    for module in (sys.modules["__main__"], *modules.LOADED):
        if any(name.startswith("pytest_") or hasattr(value, "_unmask_fixture") for name, value in list(vars(module).items())):
            yield module


def use():
    """One session from the first hook to the last."""
    config = _Config()
    known = set()
    for module in _plugins_of_program():
        title = str(getattr(module, "__file__", id(module)))
        if title not in known:  # once, where it is the main program, too
            known.add(title)
            config.pluginmanager.register(module, title)
    parser, session = _Parser(config), types.SimpleNamespace(config=config, name="", nodeid="", items=[], testsfailed=2, testscollected=3)
    session.startpath = session.path = _ROOT
    session.items = items = [_Item(session, name, passes) for name, passes in _TESTS]

    def call(name, result=None, **given):
        return _called(config.pluginmanager, name, {"config": config, "session": session, **given}, result)

    call("pytest_addoption", parser=parser, pluginmanager=config.pluginmanager)
    call("pytest_configure")
    call("pytest_sessionstart")
    for lines in call("pytest_report_header", start_path=_ROOT, startdir=_ROOT):
        print(lines if isinstance(lines, str) else "\n".join(map(str, lines)))
    call("pytest_collection_modifyitems", items=items)
    call("pytest_collection_finish")
    _use_fixtures(config, items[0])
    reports = [one for item in items for one in _run(item, call)]
    _Terminal.stats = {kind: [one for one in reports if one.outcome == kind and one.when == "call"] for kind in ("passed", "failed")}
    call("pytest_sessionfinish", exitstatus=1)
    call("pytest_terminal_summary", terminalreporter=_terminal(), exitstatus=1)
    call("pytest_unconfigure")


def _run(item, call):
    call("pytest_runtest_logstart", nodeid=item.nodeid, location=item.location)
    call("pytest_runtest_protocol", item=item, nextitem=None)
    reports = []
    for when in ("setup", "call", "teardown"):
        call(f"pytest_runtest_{when}", item=item, nextitem=None)
        report, told = _report(item, when), _call_info(item, when)
        call("pytest_runtest_makereport", report, item=item, call=told)
        if report.failed:
            call("pytest_exception_interact", node=item, call=told, report=report)
        call("pytest_runtest_logreport", report=report)
        reports.append(report)
    call("pytest_runtest_logfinish", nodeid=item.nodeid, location=item.location)
    return reports


def _use_fixtures(config, item):
    """A test that wants every fixture of the plugins, and uses what they give."""
    found = {
        value._unmask_fixture.get("name") or name: value
        for plugin in config.pluginmanager.held.values()
        for name, value in list(vars(plugin).items())
        if inspect.isfunction(value) and hasattr(value, "_unmask_fixture")
    }
    made, ends = {}, []
    request = types.SimpleNamespace(
        config=config, node=item, session=item.session, function=item.function, module=None, cls=None, param=None,
        fixturenames=list(found),
        addfinalizer=ends.append, getfixturevalue=lambda name: given(name, 1), keywords=item.keywords, path=item.path,
    )  # fmt: skip

    def given(name, depth):
        if name == "request":
            return request
        if name not in found or depth > _FIXTURES_DEEP:
            return {"tmp_path": _ROOT / "tmp", "pytestconfig": config}.get(name, samples.by_name(name))
        if name not in made:
            wanted = inspect.signature(found[name]).parameters
            value = entry.settled_fixture(found[name](**{one: given(one, depth + 1) for one in wanted}), ends)
            made[name] = value
        return made[name]

    for name in found:
        entry.guarded(lambda name=name: entry.use_value(name, given(name, 0)))
    for end in reversed(ends):
        entry.guarded(end)
