"""Stands for `ruamel.yaml`."""

import yaml as _yaml
from _unmask.anything import fallback

__getattr__ = fallback("ruamel.yaml")
YAMLError = _yaml.YAMLError


class YAML:
    def __init__(self, *_, **__):
        self.preserve_quotes = self.default_flow_style = self.width = None

    def load(self, stream):
        return _yaml.load(stream.read_text() if hasattr(stream, "read_text") else stream)

    def dump(self, value, stream):
        if hasattr(stream, "write_text"):
            stream.write_text(_yaml.dump(value, sort_keys=False))
        else:
            _yaml.dump(value, stream, sort_keys=False)

    def indent(self, *_, **__):
        return None


safe_load, round_trip_load, dump = _yaml.load, _yaml.load, _yaml.dump
