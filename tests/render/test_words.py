"""What reports call things."""

import ast
import inspect

from scanner.render.words import CARRIERS
from scanner.world import difference, form


def _named_in_form() -> set[str]:
    """The carriers that the comparison of texts can answer."""
    functions = {"carrier_between", "_character_carrier", "_punctuation_carrier"}
    tree = ast.parse(inspect.getsource(form))
    returns = (node for each in tree.body if isinstance(each, ast.FunctionDef) and each.name in functions for node in ast.walk(each))
    texts = (node.value for each in returns if isinstance(each, ast.Return) for node in ast.walk(each) if isinstance(node, ast.Constant))
    return {text for text in texts if isinstance(text, str) and text.isidentifier()}


def test_every_carrier_has_words() -> None:
    named = _named_in_form() | {carrier for _, carrier in difference._STRUCTURE_CARRIERS}
    assert {"zero_width", "word_order", "header_order"} <= named
    assert named <= CARRIERS.keys()
