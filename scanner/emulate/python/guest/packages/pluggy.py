"""Stands for `pluggy`: plugins that are registered are called."""

import importlib.metadata
import inspect

from _unmask.anything import fallback

__version__ = "1.6.0"
__getattr__ = fallback("pluggy")


class HookspecMarker:
    def __init__(self, project_name):
        self.project_name = project_name

    def __call__(self, function=None, firstresult=False, **_):
        def mark(run):
            setattr(run, f"{self.project_name}_spec", {"firstresult": firstresult})
            return run

        return mark if function is None else mark(function)


class HookimplMarker:
    def __init__(self, project_name):
        self.project_name = project_name

    def __call__(self, function=None, **options):
        def mark(run):
            setattr(run, f"{self.project_name}_impl", {**options, "specname": options.get("specname")})
            return run

        return mark if function is None else mark(function)


class HookImpl:
    """One function of one plugin."""

    def __init__(self, plugin, plugin_name, function, options):
        self.plugin, self.plugin_name, self.function, self.opts = plugin, plugin_name, function, options
        self.argnames = tuple(inspect.signature(function).parameters)
        for name in ("hookwrapper", "wrapper", "optionalhook", "tryfirst", "trylast"):
            setattr(self, name, options.get(name, False))


class _Caller:
    def __init__(self, manager, name):
        self._manager, self._name = manager, name

    def __call__(self, **given):
        found = []
        for one in self._manager._implementations(self._name):
            value = one.function(**{name: value for name, value in given.items() if name in one.argnames})
            if value is not None:
                found.append(value)
        if self._manager._gives_first(self._name):
            return found[0] if found else None
        return found

    def get_hookimpls(self):
        return list(self._manager._implementations(self._name))


class _Hooks:
    def __init__(self, manager):
        self._manager = manager

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _Caller(self._manager, name)


class PluginManager:
    def __init__(self, project_name):
        self.project_name, self._plugins, self._specs = project_name, {}, []
        self.hook = _Hooks(self)

    def add_hookspecs(self, module):
        self._specs.append(module)

    def register(self, plugin, name=None):
        self._plugins[name or getattr(plugin, "__name__", str(id(plugin)))] = plugin
        return name

    def unregister(self, plugin=None, name=None):
        self._plugins = {key: one for key, one in self._plugins.items() if key != name and one is not plugin}

    def load_setuptools_entrypoints(self, group, name=None):
        found = list(importlib.metadata.entry_points(group=group))
        for one in found:
            self.register(one.load(), one.name)
        return len(found)

    def get_plugins(self):
        return set(self._plugins.values())

    def list_name_plugin(self):
        return list(self._plugins.items())

    def list_plugin_distinfo(self):
        return []

    def get_plugin(self, name):
        return self._plugins.get(name)

    def get_name(self, plugin):
        return next((name for name, one in self._plugins.items() if one is plugin), None)

    def is_registered(self, plugin):
        return any(one is plugin for one in self._plugins.values())

    has_plugin = __contains__ = lambda self, name: name in self._plugins
    check_pending = set_blocked = lambda self, *_: None

    def get_hookcallers(self, plugin):
        return []

    def _implementations(self, name):
        for known, plugin in reversed(list(self._plugins.items())):
            for title, run in list(vars(plugin).items() if inspect.ismodule(plugin) else inspect.getmembers(plugin)):
                marked = getattr(run, f"{self.project_name}_impl", None)
                if marked is not None and (marked["specname"] or title) == name:
                    yield HookImpl(plugin, known, run, marked)

    def _gives_first(self, name):
        specs = (getattr(getattr(module, name, None), f"{self.project_name}_spec", {}) for module in self._specs)
        return any(one.get("firstresult") for one in specs)
