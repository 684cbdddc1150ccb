"""Stands for `yaspin`, `halo` and their like: nothing of it is shown."""

import sys
import types


class Spinner:
    text = ""

    def __init__(self, *_, **options):
        self.text = options.get("text", "")

    def __call__(self, run):
        return run

    def __enter__(self):
        return self

    def __exit__(self, *_):
        return None

    async def __aenter__(self):
        return self

    async def __aexit__(self, *_):
        return None

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *values, **_: print(*values) if name in ("write", "succeed", "fail", "info", "warn") and values else self


yaspin = kbi_safe_yaspin = inject_spinner = Spinner
Halo = HaloNotebook = alive_bar = Spinner
spinners = types.ModuleType("yaspin.spinners")
spinners.Spinners = types.SimpleNamespace()
sys.modules["yaspin.spinners"] = spinners
