"""Any document of the policy format: told apart by `kind`, read with the lines that its parts stand in."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field, TypeAdapter, ValidationError

from scanner.model.refusal import UsageRefused
from scanner.ruleset.approvals import Catalog
from scanner.ruleset.complaints import most_telling, refusals_of
from scanner.ruleset.frameworks import FrameworkPack
from scanner.ruleset.header import Headed
from scanner.ruleset.overlays import Overlay
from scanner.ruleset.policies import Policy
from scanner.ruleset.policy_tests import PolicyTest
from scanner.ruleset.strict_yaml import Document, DocumentRefused, Key, load
from scanner.ruleset.vendors import VendorPack
from scanner.ruleset.waivers import Waivers

PolicyDocument = Annotated[
    Policy | Overlay | Catalog | Waivers | PolicyTest | FrameworkPack | VendorPack,
    Field(discriminator="kind"),
]
_ADAPTER: TypeAdapter[Any] = TypeAdapter(PolicyDocument)
_SUFFIXES = (".yaml", ".yml")

D = TypeVar("D", bound=Headed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced(Generic[D]):
    """A checked document with the file it came from."""

    content: D
    document: Document

    @property
    def id(self) -> str:
        return self.content.metadata.id

    def refuse(self, keys: tuple[Key, ...], sentence: str) -> DocumentRefused:
        """The refusal to raise or collect for what stands at these keys."""
        return self.document.refuse(keys, sentence)


def read_document(path: Path) -> Sourced[Any]:
    """Read one file. Raises DocumentRefused for the first thing that does not fit, by line."""
    found, refusals = examine_document(path)
    if found is None:
        raise most_telling(refusals)
    return found


def examine_document(path: Path) -> tuple[Sourced[Any] | None, tuple[DocumentRefused, ...]]:
    """Read one file: the document, or everything that does not fit, by line."""
    try:
        document = load(path)
        return Sourced(content=_ADAPTER.validate_python(document.value), document=document), ()
    except DocumentRefused as refusal:
        return None, (refusal,)
    except ValidationError as error:
        return None, tuple(sorted(refusals_of(document, error, schema), key=lambda one: one.line or 0))


def document_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """The YAML files named, and those directly in folders named, each once, in the order given.

    Raises UsageRefused for a path that does not exist and a folder without any.
    """
    found: dict[Path, Path] = {}
    for path in paths:
        if path.is_dir():
            files = sorted(one for one in path.iterdir() if one.suffix in _SUFFIXES and one.is_file())
            if not files:
                raise UsageRefused(f"the folder {path} holds no policy file (*.yaml); name another")
        elif path.exists():
            files = [path]
        else:
            raise UsageRefused(f"{path} does not exist; name a policy file or a folder of them")
        for file in files:
            found.setdefault(file.resolve(), file)
    return tuple(found.values())


def schema() -> dict[str, Any]:
    """The published JSON Schema (2020-12) of all documents."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:aitool-policy:schema:policy:1",
        "title": "AI tool compliance policy document",
        **_ADAPTER.json_schema(by_alias=True, mode="validation"),
    }
