"""The document `FrameworkPack`: the laws and standards that references name, and which clauses belong to which class of finding."""

from typing import Annotated, Any, Literal

import re2  # type: ignore[import-untyped]  # the package ships no types
from pydantic import BeforeValidator, Field, StringConstraints

from scanner.ruleset.complaints import meant
from scanner.ruleset.header import Headed, Name
from scanner.ruleset.policies import Control, ReferenceText, Relation
from scanner.ruleset.strict_yaml import Closed


def _pattern(value: Any) -> Any:
    options = re2.Options()
    options.log_errors = False
    try:
        re2.compile(value, options)
    except (re2.error, TypeError) as error:
        raise ValueError("is no RE2 expression") from error
    return value


class Framework(Closed):
    id: Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.-]*$")]
    name: Name
    version: Name
    id_pattern: Annotated[str, BeforeValidator(_pattern)]
    """RE2 expression over a whole clause id."""
    relation: Relation = "supports"
    """Of the clauses that classes name to a finding."""
    url: Annotated[str, StringConstraints(pattern=r"^https://")] | None = None
    licence: str | None = None


class FrameworkPack(Headed):
    kind: Literal["FrameworkPack"]
    frameworks: Annotated[tuple[Framework, ...], Field(min_length=1)]
    finding_classes: dict[str, dict[str, tuple[Name, ...]]] = Field(default_factory=dict)
    """Class of finding -> framework -> clauses."""


def references_of(packs: tuple[FrameworkPack, ...], control: Control) -> tuple[ReferenceText, ...]:
    """The references of a control, then the clauses of its classes that are not among them."""
    found = {(one.framework, one.clause): one for one in control.references}
    for pack in packs:
        relations = {framework.id: framework.relation for framework in pack.frameworks}
        for name in control.classes:
            for framework, clauses in pack.finding_classes.get(name, {}).items():
                for clause in clauses:
                    reference = ReferenceText(framework=framework, clause=clause, relation=relations.get(framework, "supports"))
                    found.setdefault((framework, clause), reference)
    return tuple(found.values())


def complaint_about(packs: tuple[FrameworkPack, ...], framework: str, clause: str) -> str | None:
    """Why a reference is none, in a sentence; None: it names a clause that the framework can have."""
    for pack in packs:
        for known in pack.frameworks:
            if known.id == framework:
                fits = re2.fullmatch(known.id_pattern, clause) is not None
                return None if fits else f"`{clause}` is no clause of {known.name}: its clauses have the form {known.id_pattern}"
    known_ids = {known.id for pack in packs for known in pack.frameworks}
    return f"the framework `{framework}` is in no framework pack{meant(framework, known_ids)}"
