"""Everything that a run is judged by, loaded and checked against each other."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from scanner.model.refusal import UsageRefused
from scanner.ruleset.approvals import Catalog
from scanner.ruleset.catalog import load_catalog
from scanner.ruleset.complaints import meant
from scanner.ruleset.effective import EffectiveControl, Site, effective_controls
from scanner.ruleset.finding_fields import fields_by_kind
from scanner.ruleset.frameworks import FrameworkPack, references_of
from scanner.ruleset.header import Headed
from scanner.ruleset.locations import shipped
from scanner.ruleset.overlays import Overlay
from scanner.ruleset.policies import Policy
from scanner.ruleset.policy_checks import refusals_across
from scanner.ruleset.policy_documents import Sourced, document_files, examine_document, read_document
from scanner.ruleset.policy_tests import PolicyTest
from scanner.ruleset.policy_warnings import warnings_of
from scanner.ruleset.rules import load_ruleset
from scanner.ruleset.strict_yaml import DocumentRefused
from scanner.ruleset.vendors import VendorIndex, VendorPack
from scanner.ruleset.waivers import Waivers

D = TypeVar("D", bound=Headed)

CATALOG_FILES = ("approved-tools.yaml", "vendors.yaml", "frameworks.yaml")
"""The documents of this format below `rules/catalog/`; the other files there belong to discovery."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicySet:
    """Checked documents: what they say together holds (no two controls of one id, no undefined parameter, ...)."""

    policies: tuple[Sourced[Policy], ...]
    overlays: tuple[Sourced[Overlay], ...]
    waivers: tuple[Sourced[Waivers], ...]
    catalogs: tuple[Sourced[Catalog], ...]
    frameworks: tuple[Sourced[FrameworkPack], ...]
    vendors: tuple[Sourced[VendorPack], ...]
    tests: tuple[Sourced[PolicyTest], ...]
    digest: str
    """sha256 over the content of every document but tests."""
    vendor_index: VendorIndex = field(repr=False, compare=False)

    @property
    def control_count(self) -> int:
        """Controls before overlays are chosen by region."""
        return sum(len(policy.content.controls) for policy in self.policies) + sum(len(one.content.add_controls) for one in self.overlays)

    def controls_at(self, site: Site, at: date | None = None) -> tuple[EffectiveControl, ...]:
        """The controls that hold at a site on a day (UTC; None: every overlay is in force).

        Raises DocumentRefused for an overlay that may not change what it changes.
        """
        packs = tuple(one.content for one in self.frameworks)
        return tuple(
            replace(one, control=one.control.model_copy(update={"references": references_of(packs, one.control)}))
            for one in effective_controls(self.policies, self.overlays, site, at=at)
        )

    def regions(self) -> frozenset[str]:
        """Regions that overlays, catalogs and waivers name."""
        named = [overlay.content.scope.regions for overlay in self.overlays]
        named += [tool.regions for catalog in self.catalogs for tool in catalog.content.tools]
        named += [waiver.match.regions for source in self.waivers for waiver in source.content.waivers]
        return frozenset(name for names in named for name in names or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Lint:
    """What is wrong with policy documents, each with file, line and key."""

    errors: tuple[DocumentRefused, ...]
    warnings: tuple[DocumentRefused, ...]
    """What is accepted and still asks for attention: an expired, over-long or idle waiver, an overdue review, an unused parameter."""


def load_policies(
    paths: Iterable[Path] = (), *, overlays: Iterable[Path] = (), waivers: Iterable[Path] = (), catalogs: Iterable[Path] = ()
) -> PolicySet:
    """Read policies and what belongs to them. No paths: the shipped policies.

    A path is a file or a folder of files; any of them may hold any kind of document (policy tests are left out). Catalogs, framework packs
    and vendor packs are the shipped ones unless one of that kind is given. An overlay may be named by the id of a shipped one. Raises
    DocumentRefused (file, line, key) for the first thing that is wrong, UsageRefused for a path that does not exist and where there is no
    policy at all.
    """
    named = tuple(paths) or (shipped("rules", "policies"),)
    given = _read([*named, *_overlay_paths(overlays), *waivers, *catalogs])
    return _checked([one for one in given if not isinstance(one.content, PolicyTest)], named)


def load_with_tests(paths: Iterable[Path] = (), *, overlays: Iterable[Path] = (), waivers: Iterable[Path] = ()) -> PolicySet:
    """Read policies with their tests, for `scanner.judge.trial`. No paths: everything that is shipped.

    A folder laid out as the shipped one (`policies`, `overlays`, `waivers`) is read with its parts, and a folder `policies` with those
    beside it. Policies and overlays that the tests name and the paths do not hold are the shipped ones. Raises as `load_policies`.
    """
    named = tuple(paths)
    if not named:
        return _checked(_read(shipped_documents()), named)
    given = _read([*(part for path in named for part in _layout(path)), *_overlay_paths(overlays), *waivers])
    wanted = {test.content.policy for test in _of_kind(given, PolicyTest)}
    wanted |= {name for test in _of_kind(given, PolicyTest) for name in test.content.with_overlays}
    return _checked([*given, *(one for one in _context(given) if one.id in wanted)], named)


def lint_documents(paths: Iterable[Path], *, at: date, rules: Iterable[Path] = ()) -> Lint:
    """Examine the given files beside the shipped catalog, frameworks and policies; everything that is wrong, not only the first.

    rules: folders of detection rules beside the shipped ones, for the kinds and fields that findings have.
    Raises UsageRefused for a path that does not exist.
    """
    errors: list[DocumentRefused] = []
    given: list[Sourced[Any]] = []
    for file in document_files(paths):
        document, refusals = examine_document(file)
        errors.extend(refusals)
        if document is not None:
            given.append(document)
    own = {one.document.file for one in given}
    found = _assembled([*given, *_context(given)])
    errors.extend(refusal for refusal in refusals_across(found) if refusal.file in own)
    tools = load_catalog(shipped("rules", "catalog")).by_id.keys()
    fields = fields_by_kind(load_ruleset((shipped("rules"), *rules)).rules)
    warnings = [warning for warning in warnings_of(found, at=at, fields=fields, tools=tools) if warning.file in own]
    return Lint(errors=_ordered(errors), warnings=_ordered(warnings))


def shipped_documents() -> tuple[Path, ...]:
    """Every shipped document of this format: policies with their tests, overlays, example waivers, catalogs."""
    folders = (shipped("rules", "policies"), shipped("rules", "overlays"), shipped("rules", "waivers"))
    return document_files([*folders, *(shipped("rules", "catalog", name) for name in CATALOG_FILES)])


_PARTS = ("policies", "overlays", "waivers")


def _layout(path: Path) -> tuple[Path, ...]:
    if path.name == _PARTS[0] and path.is_dir():
        return (path, *(path.parent / part for part in _PARTS[1:] if (path.parent / part).is_dir()))
    parts = tuple(path / part for part in _PARTS if (path / part).is_dir())
    return parts or (path,)


def _read(paths: Iterable[Path]) -> list[Sourced[Any]]:
    return [read_document(file) for file in document_files(paths)]


def _checked(given: list[Sourced[Any]], named: tuple[Path, ...]) -> PolicySet:
    found = _assembled(given)
    if not found.policies:
        raise UsageRefused(f"there is no policy in {', '.join(str(path) for path in named)}; name a file with `kind: Policy`")
    for refusal in refusals_across(found):
        raise refusal
    return found


def _assembled(given: list[Sourced[Any]]) -> PolicySet:
    kinds = {type(one.content) for one in given}
    for kind, name in ((Catalog, "approved-tools.yaml"), (VendorPack, "vendors.yaml"), (FrameworkPack, "frameworks.yaml")):
        if kind not in kinds:
            given = [*given, read_document(shipped("rules", "catalog", name))]
    vendors = tuple(_of_kind(given, VendorPack))
    return PolicySet(
        policies=tuple(_of_kind(given, Policy)),
        overlays=tuple(_of_kind(given, Overlay)),
        waivers=tuple(_of_kind(given, Waivers)),
        catalogs=tuple(_of_kind(given, Catalog)),
        frameworks=tuple(_of_kind(given, FrameworkPack)),
        vendors=vendors,
        tests=tuple(_of_kind(given, PolicyTest)),
        digest=_digest(given),
        vendor_index=VendorIndex(tuple(one.content for one in vendors)),
    )


def _context(given: list[Sourced[Any]]) -> Iterator[Sourced[Any]]:
    """The shipped policies and overlays that the given documents may refer to and do not replace."""
    ids = {(type(one.content), one.id) for one in given}
    controls = {control.id for one in given if isinstance(one.content, Policy) for control in one.content.controls}
    for folder in ("policies", "overlays"):
        for file in document_files([shipped("rules", folder)]):
            document = read_document(file)
            is_replaced = (type(document.content), document.id) in ids
            if isinstance(document.content, Policy):
                is_replaced = is_replaced or any(control.id in controls for control in document.content.controls)
            if not is_replaced and not isinstance(document.content, PolicyTest):
                yield document


def _of_kind(given: list[Sourced[Any]], kind: type[D]) -> Iterator[Sourced[D]]:
    return (one for one in given if isinstance(one.content, kind))


def _overlay_paths(overlays: Iterable[Path]) -> Iterator[Path]:
    for path in overlays:
        if path.exists() or path.parent != Path(".") or path.suffix:
            yield path
            continue
        own = {file.stem: file for file in shipped("rules", "overlays").glob("*.yaml")}
        if path.name not in own:
            raise UsageRefused(f"there is no overlay '{path}': name a file, or a shipped one{meant(path.name, own)}")
        yield own[path.name]


def _digest(given: list[Sourced[Any]]) -> str:
    total = hashlib.sha256()
    texts = sorted(one.content.model_dump_json(by_alias=True) for one in given if not isinstance(one.content, PolicyTest))
    for text in texts:
        total.update(hashlib.sha256(text.encode()).digest())
    return total.hexdigest()


def _ordered(refusals: Iterable[DocumentRefused]) -> tuple[DocumentRefused, ...]:
    return tuple(sorted(refusals, key=lambda one: (one.file, one.line or 0, one.sentence)))
