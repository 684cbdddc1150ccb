"""Stands for `platformdirs`."""

import os
import pathlib
import sys


def _base(kind):
    if sys.platform == "darwin":
        return os.path.expanduser({"cache": "~/Library/Caches", "log": "~/Library/Logs"}.get(kind, "~/Library/Application Support"))
    if sys.platform == "win32":
        return os.environ.get("LOCALAPPDATA") or os.path.expanduser("~/AppData/Local")
    name, usual = {
        "config": ("XDG_CONFIG_HOME", "~/.config"), "data": ("XDG_DATA_HOME", "~/.local/share"), "cache": ("XDG_CACHE_HOME", "~/.cache"),
        "state": ("XDG_STATE_HOME", "~/.local/state"), "log": ("XDG_STATE_HOME", "~/.local/state"),
        "runtime": ("XDG_RUNTIME_DIR", "/run/user/1000"),
    }[kind]  # fmt: skip
    return os.environ.get(name) or os.path.expanduser(usual)


def _folder(kind):
    def run(appname=None, appauthor=None, version=None, roaming=False, ensure_exists=False, **_):
        parts = [one for one in (appname, version) if one]
        path = os.path.join(_base(kind), *map(str, parts), *(["log"] if kind == "log" and sys.platform != "darwin" else []))
        if ensure_exists:
            os.makedirs(path, exist_ok=True)
        return path

    return run


def _as_path(run):
    return lambda *values, **options: pathlib.Path(run(*values, **options))


user_config_dir, user_data_dir, user_cache_dir, user_state_dir, user_log_dir, user_runtime_dir = map(
    _folder, ("config", "data", "cache", "state", "log", "runtime")
)
user_config_path, user_data_path, user_cache_path, user_state_path, user_log_path, user_runtime_path = map(
    _as_path, (user_config_dir, user_data_dir, user_cache_dir, user_state_dir, user_log_dir, user_runtime_dir)
)


def site_config_dir(appname=None, *_, **__):
    return os.path.join("/etc/xdg", str(appname or ""))


def site_data_dir(appname=None, *_, **__):
    return os.path.join("/usr/local/share", str(appname or ""))


def user_documents_dir():
    return os.path.expanduser("~/Documents")


user_documents_path, user_downloads_path = _as_path(user_documents_dir), lambda: pathlib.Path("~/Downloads").expanduser()


class PlatformDirs:
    def __init__(self, appname=None, appauthor=None, version=None, roaming=False, multipath=False, opinion=True, ensure_exists=False):
        self.appname, self.appauthor, self.version, self._options = appname, appauthor, version, {"ensure_exists": ensure_exists}

    def __getattr__(self, name):
        run = globals().get(name)
        if name.startswith("_") or run is None:
            raise AttributeError(name)
        return run(self.appname, self.appauthor, self.version, **self._options)


AppDirs = PlatformDirs
