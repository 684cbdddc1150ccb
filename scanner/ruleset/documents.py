"""The checked files of one kind over all rule folders."""

from pathlib import Path
from typing import TypeVar

from scanner.ruleset.complaints import check
from scanner.ruleset.strict_yaml import Closed, load

D = TypeVar("D", bound=Closed)


def checked_documents(rules: tuple[Path, ...], folder: str, model: type[D]) -> tuple[D, ...]:
    """Every `*.yaml` of `folder` in the rule folders, by id; a later rule folder replaces a document of the same id.

    Raises DocumentRefused for a file that is not accepted, and where the id is not the name of the file.
    """
    found: dict[str, D] = {}
    for base in rules:
        for path in sorted((base / folder).glob("*.yaml")):
            document = load(path)
            checked = check(document, model)
            identifier = str(document.value["id"])
            if identifier != path.stem:
                raise document.refuse(("id",), f"must be the name of the file, `{path.stem}`")
            found[identifier] = checked
    return tuple(found[identifier] for identifier in sorted(found))
