"""Stands for `jupyter_server`, to which extensions add handlers."""

import sys
import types

from _unmask.anything import fallback
from tornado.web import Application, RequestHandler

__version__ = "2.17.0"
__getattr__ = fallback("jupyter_server")


def url_path_join(*parts):
    """Parts of an address with one stroke between them."""
    joined = "/".join(part.strip("/") for part in parts if part.strip("/"))
    return ("/" if parts and parts[0].startswith("/") else "") + joined + ("/" if joined and parts[-1].endswith("/") else "")


class Server:
    """The application that an extension is loaded into."""

    def __init__(self):
        names = ("debug", "info", "warning", "error", "exception", "critical")
        self.log = types.SimpleNamespace(**dict.fromkeys(names, lambda *_, **__: None))
        self.web_app, self.base_url, self.port, self.token, self.root_dir = Application(), "/", 8888, "", "/home/user/project"

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        from _unmask.anything import Anything

        return Anything("jupyter_server", name)

    def __setattr__(self, name, value):
        from _unmask.given import hand

        hand(value)
        object.__setattr__(self, name, value)


class ExtensionApp:
    """An extension that is an application of its own."""

    name, handlers, settings, default_url = "extension", [], {}, "/"

    def __init__(self, **_):
        self.serverapp, self.settings, self.handlers = Server(), dict(self.settings), list(self.handlers)
        self.log = self.serverapp.log

    def initialize_settings(self):
        return

    initialize_handlers = initialize_templates = initialize_settings

    @classmethod
    def launch_instance(cls, *_, **__):
        cls().unmask_use()

    def unmask_use(self):
        for step in ("initialize_settings", "initialize_handlers"):
            getattr(self, step)()
        self.serverapp.web_app.settings.update(self.settings)
        self.serverapp.web_app.add_handlers(".*$", self.handlers)


class Handler(RequestHandler):
    """What handlers of the server have beside those of tornado."""

    @property
    def serverapp(self):
        return Server()

    @property
    def base_url(self):
        return "/"

    @property
    def config(self):
        return self.settings.get("config", {})


class Mixin:
    name = "extension"


class Jinja:
    pass


def part(name, **held):
    made = types.ModuleType(name)
    made.__dict__.update(held, __getattr__=fallback(name.split(".")[0]), __path__=[])
    sys.modules[name] = made
    return made


for _package in ("jupyter_server", "notebook"):
    part(f"{_package}.base")
    part(f"{_package}.base.handlers", APIHandler=Handler, JupyterHandler=Handler, IPythonHandler=Handler, ExtensionHandlerMixin=Mixin)
    part(f"{_package}.utils", url_path_join=url_path_join)
    part(f"{_package}.serverapp", ServerApp=Server)
    part(f"{_package}.notebookapp", NotebookWebApplication=Application, NotebookApp=Server)
    part(f"{_package}.extension")
    part(f"{_package}.extension.application", ExtensionApp=ExtensionApp)
    part(f"{_package}.extension.handler", ExtensionHandlerMixin=Mixin, ExtensionHandlerJinjaMixin=Jinja)
