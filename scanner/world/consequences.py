"""Places that differ only because another place does: the spelling of a body whose content differs, its length, items that moved."""

from scanner.world.leaf import SEQUENCE, Leaf

Pair = tuple[str, Leaf | None, Leaf | None]
"""Path of a place, what the control has there and what the persona has; None: nothing."""
_LENGTH = ".headers.content-length"


def without_consequences(raw: list[Pair]) -> list[Pair]:
    """The places that say what differs, without those that follow from them."""
    return _without_whole(_without_moved(raw))


def _without_moved(raw: list[Pair]) -> list[Pair]:
    """One difference for a list whose items stand in another order; a list with other items is told item by item."""
    reordered = [
        path.removesuffix(SEQUENCE)
        for path, before, after in raw
        if path.endswith(SEQUENCE) and before and after and sorted(before.value.split()) == sorted(after.value.split())
    ]
    inside = tuple(f"{one}[" for one in reordered)
    return [
        (path, before, after)
        for path, before, after in raw
        if (path.removesuffix(SEQUENCE) in reordered if path.endswith(SEQUENCE) else not path.startswith(inside))
    ]


def _without_whole(raw: list[Pair]) -> list[Pair]:
    """Leave out the spelling of a whole body or query where a place inside it differs already."""
    content = [path for path, _, _ in raw if not path.endswith(".spelling")]
    kept = []
    for path, before, after in raw:
        whole = path.removesuffix(".spelling")
        if whole != path and any(one == whole or one.startswith(f"{whole}.") for one in content):
            continue
        if path.endswith(_LENGTH) and any(one.startswith(f"{path.removesuffix(_LENGTH)}.body") for one, _, _ in raw):
            continue  # the length follows from the body
        if path.endswith((".keys", ".headers.order", ".headers.case", ".order")) and _has_other_names(before, after):
            continue  # a name more or less: the place itself is listed
        kept.append((path, before, after))
    return kept


def _has_other_names(before: Leaf | None, after: Leaf | None) -> bool:
    return before is not None and after is not None and sorted(before.value.lower().split()) != sorted(after.value.lower().split())
