"""Settings in YAML and TOML as packages of JavaScript give them to a program."""

import json
import tomllib
from typing import Any

import yaml

_CHARS = 200_000
_TEXT_FOR_OTHERS = "yYnNoO"
"""With these begin words (`yes`, `off`) that only the first version of YAML took for true and false."""
_TIME, _BOOL = "tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"


class _Loader(yaml.SafeLoader):
    """No references, which can make much of little, and none of the kinds that JSON has not."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("a reference")
        return super().compose_node(parent, index)


_Loader.yaml_implicit_resolvers = {
    first: [one for one in found if one[0] != _TIME and not (one[0] == _BOOL and first in _TEXT_FOR_OTHERS)]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read_notation(asked: dict[str, str]) -> dict[str, Any] | None:
    """`{"value": ...}` of a text in the notation that is named; None: it is not written in it."""
    text = str(asked["text"])
    if len(text) > _CHARS:
        return None
    try:
        value = tomllib.loads(text) if asked["kind"] == "toml" else yaml.load(text, Loader=_Loader)  # a safe one
        return {"value": json.loads(json.dumps(value, default=str))}
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return None
