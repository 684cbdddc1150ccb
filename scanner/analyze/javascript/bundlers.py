"""What bundlers do to modules: a table of functions whose parameter is the object of exports."""

from dataclasses import replace
from typing import TYPE_CHECKING

from scanner.analyze.javascript.facts import Fact, State
from scanner.code.javascript.bindings import Giver
from scanner.code.javascript.shape import arguments
from scanner.code.javascript.tree import Node

if TYPE_CHECKING:
    from scanner.analyze.javascript.flow import Flow


def export(flow: "Flow", mention: Node, fact: Fact, before: State) -> None:
    """A module of a bundler's table exports by changing its parameter: those who ask for its key get it."""
    key = flow.meaning.key(mention)
    sites = flow.meaning.sites(key) if key is not None else ()
    site = next((item for item in sites if item.giver is Giver.PARAMETER), None)
    if site is None or site.index > 1 or site.node.parent is None:
        return
    holder = site.node if site.node.kind == "method_definition" else site.node.parent
    while holder.kind == "parenthesized_expression" and holder.parent is not None:
        holder = holder.parent
    name = holder.get("key") or holder.get("name")
    if name is None or holder.kind not in ("pair", "method_definition") or holder.parent is None or holder.parent.kind != "object":
        return
    wanted = name.text.strip("\"'")
    for node in site.node.tree.root.walk():
        if node.kind == "call_expression" and len(arguments(node)) == 1 and arguments(node)[0].text.strip("\"'") == wanted:
            callee = node.get("function")
            if callee is not None and callee.kind == "identifier":
                flow.push(node, replace(fact, stack=()), before, "call", "through the module table", hop=True)
