"""Who may read or change a file: by its mode and owner, and those of the folders on the way to it."""

from scanner.discover.place import Place
from scanner.discover.tree import Facts

OTHERS_READ = 0o004
OTHERS_ENTER = 0o001
NOT_OWNER_WRITE = 0o022
"""Write permission of group or others."""
OTHERS_WRITE = 0o002
STICKY = 0o1000


def is_readable_by_others(place: Place) -> bool:
    """True: every user of the machine can read the file."""
    facts = place.tree.facts(place.path)
    if facts is None or not place.tree.keeps_modes or not facts.mode & OTHERS_READ:
        return False
    start = place.home.path if place.home is not None else "/"
    return all(folder.mode & OTHERS_ENTER for folder in _folders(place, start, facts))


def is_writable_by_users(place: Place, superusers: frozenset[int]) -> bool:
    """True: somebody who does not administer the machine can change the file, or put another in its place."""
    facts = place.tree.facts(place.path)
    if facts is None or not place.tree.keeps_modes:
        return False
    if facts.mode & NOT_OWNER_WRITE or facts.uid not in superusers:
        return True
    return any(
        folder.uid not in superusers or (folder.mode & OTHERS_WRITE and not folder.mode & STICKY) for folder in _folders(place, "/", facts)
    )


def _folders(place: Place, start: str, facts: Facts) -> list[Facts]:
    """The folders from `start` down to the one that holds the file."""
    steps = facts.path[len(start.rstrip("/")) :].strip("/").split("/")[:-1]
    paths = [start, *("/".join([start.rstrip("/"), *steps[: i + 1]]) for i in range(len(steps)))]
    return [found for path in paths if (found := place.tree.facts(path)) is not None]
