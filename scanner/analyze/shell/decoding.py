"""Lists of names that a script decodes, told where they come to light."""

from dataclasses import replace

from scanner.analyze.decode.names import names_in, summary_of
from scanner.analyze.shell.machine import Machine
from scanner.analyze.shell.values import Text
from scanner.code.text import shortened
from scanner.model.observation import ListDecoded

_DECODED_CHARS = 4_000
_MAX_LISTS = 60


def noted(machine: Machine, node: object, text: Text) -> Text:
    """The text; what it lists is kept where the script undid an encoding to get it."""
    letters = text.plain
    if letters is None or not text.layers or len(machine.lists) >= _MAX_LISTS:
        return text
    found = names_in(letters)
    if found is not None and found.is_strong and found.entries not in machine.lists:
        machine.lists[found.entries] = ListDecoded(
            place=replace(machine.place(node), decoded=shortened(",".join(found.entries), limit_chars=_DECODED_CHARS)),
            layers=text.layers,
            entries=tuple(shortened(entry) for entry in found.entries),
            domain_count=found.host_count,
            zone_count=found.zone_count,
            keyword_count=len(found.entries) - found.host_count - found.zone_count,
            summary=summary_of(found),
        )
    return text
