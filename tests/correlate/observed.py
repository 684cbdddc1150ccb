"""Observations as tests need them: everything neutral unless a test says otherwise."""

from typing import Any

from scanner.model.artifact import ByteOffset, Sha256
from scanner.model.observation import DifferenceSeen, FlowTraced, PersonaValue, Place, Step

ARTIFACT = Sha256("a" * 64)


def place(offset: int = 0, length: int = 10, **fields: Any) -> Place:
    return Place(**{"artifact": ARTIFACT, "subject": "tool.tgz!/cli.js", "byte_offset": ByteOffset(offset), "byte_length": length,
                    "excerpt": "text", **fields})


def step(offset: int = 0, role: Any = "source") -> Step:
    return Step(role=role, text="reads it", place=place(offset))


def flow(**fields: Any) -> FlowTraced:
    return FlowTraced(**{
        "place": place(100, 50), "signals": ("timezone",), "compared_with": "none", "list_size": None, "list_summary": None,
        "selects": "nothing", "alternatives": (), "carrier": None, "sink": None, "endpoint": None, "is_complete": True,
        "localisation_only": False, "steps": (), "identity": "f" * 16, **fields})


def difference(**fields: Any) -> DifferenceSeen:
    return DifferenceSeen(**{
        "place": place(100, 50), "signals": ("timezone",), "form": "form", "carrier": "separator_choice", "leaf": "return", "way_out": None,
        "endpoint": None, "values": (PersonaValue(persona="control", value="a-b"), PersonaValue(persona="zone:X", value="a/b")),
        "compared_with": "none", "list_size": None, "list_summary": None, "code_points": (), "bits": 1, "steps": (), "slice_sha256": None,
        "identity": "d" * 16, **fields})
