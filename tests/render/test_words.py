"""What reports call things."""

import ast
import inspect
from types import ModuleType

from scanner.render.words import CARRIERS
from scanner.world import difference, form


def _answers_of(module: ModuleType, functions: set[str]) -> set[str]:
    """The names that functions of a module can answer."""
    tree = ast.parse(inspect.getsource(module))
    returns = (node for each in tree.body if isinstance(each, ast.FunctionDef) and each.name in functions for node in ast.walk(each))
    texts = (node.value for each in returns if isinstance(each, ast.Return) for node in ast.walk(each) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and text.isidentifier()}


def test_every_carrier_has_words() -> None:
    named = _answers_of(form, {"carrier_between", "_character_carrier", "_punctuation_carrier"})
    named |= _answers_of(difference, {"_placed_carrier", "_name_carrier", "_named_content", "_named_wait", "_gate_carrier"}) - {"form", "gate", "open", "unknown"}
    named |= {carrier for _, carrier in difference._STRUCTURE_CARRIERS}
    assert {"zero_width", "word_order", "header_order", "multipart_boundary", "file_name", "user_agent", "delay"} <= named
    assert named <= CARRIERS.keys()
