"""What one version of a package shows, vetted to the end or merely opened. Both are remembered, so that a search can go on."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from scanner.acquire.platform import Platform
from scanner.acquire.releases import stated_digests
from scanner.acquire.spec import Ecosystem, PackageSpec
from scanner.judge.capability import State, capabilities_of
from scanner.memory import Memory
from scanner.model.comparison import Examined, Shows
from scanner.model.coverage import BYTE_CAPABILITIES, Capability, CoverageStatus, Stage
from scanner.model.finding import Finding, FindingKind
from scanner.model.refusal import UsageRefused
from scanner.model.report import Report
from scanner.pipeline import Judging, Run, vet, words_held
from scanner.ruleset.rules import BEHAVIOUR

_NEEDED: Mapping[str, frozenset[Capability]] = {
    BEHAVIOUR: frozenset({Capability.CODE_FLOW, Capability.DECODE_LAYERS}),
    "bytecode_string": frozenset({Capability.BINARY_STRINGS}),
    "decoded_list": frozenset({Capability.DECODE_LAYERS}),
    "endpoint": frozenset({Capability.NET_ENDPOINTS}),
    "hidden_text": frozenset({Capability.TEXT_HIDDEN}),
    "native": frozenset({Capability.NATIVE_IMPORTS}),
}
"""Kind of observation -> the analyses that must have been complete before its absence counts; all of the bytes for what is not listed."""
_WORD = re.compile(r"[A-Za-z_$][\w$./+-]{3,60}")
"""Names and literals that minifiers keep; what they make up themselves is mostly shorter."""
WORDS_MOST = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetted:
    """What vetting one version showed."""

    examined: Examined
    words: tuple[str, ...]
    """Words of the code that its findings of the kind rest on."""
    is_only_executed: bool
    """Each of them rests on running the code alone."""


@dataclass(slots=True, kw_only=True)
class Versions:
    """The versions of one package, asked for one kind of finding."""

    package: PackageSpec
    kind: FindingKind
    sources: frozenset[str]
    """Kinds of observations that rules conclude that kind of finding from."""
    wanted: Platform
    run: Run
    judging: Judging
    on_version: Callable[[str, str], None]
    needs_execution: bool = False
    """The versions that show it do so only when their code is run."""

    def vetted(self, version: str) -> Vetted:
        """Vet one version, or recall it. Raises NetworkAway."""
        self.on_version("vetting", version)
        try:
            key = self._key("vetted", version, str(self.needs_execution))
            kept = self._memory.recall(key, Vetted)
            fresh = self._vetted(version) if kept is None else kept
        except UsageRefused as error:  # a version that was withdrawn between the list and the download
            return Vetted(examined=_unknown(version, str(error)), words=(), is_only_executed=False)
        if kept is None and fresh.examined.shows is not Shows.NOT_EVALUATED:
            self._memory.keep(key, fresh, Vetted)  # what could not be evaluated may have been a limit on a loaded machine
        if fresh.examined.shows is Shows.YES:
            self.needs_execution = fresh.is_only_executed
        return fresh

    def words_in(self, version: str, words: frozenset[str]) -> frozenset[str]:
        """Which of these words the code of a version holds; none of a version that cannot be had. Raises NetworkAway."""
        self.on_version("opening", version)
        try:
            key = self._key("opened", version, *sorted(words))
            kept = self._memory.recall(key, tuple[str, ...])
            if kept is None:
                kept = tuple(sorted(words_held(self._spec(version), words, wanted=self.wanted, run=self.run)))
                self._memory.keep(key, kept, tuple[str, ...])
        except UsageRefused:
            return frozenset()
        return frozenset(kept)

    @property
    def _memory(self) -> Memory:
        return Memory(folder=self.run.cache)

    def _spec(self, version: str) -> str:
        return f"{self.package}{'@' if self.package.ecosystem is Ecosystem.NPM else '=='}{version}"

    def _key(self, what: str, version: str, *parts: str) -> str:
        named = PackageSpec(ecosystem=self.package.ecosystem, name=self.package.name, version=version)
        digests = stated_digests(named, self.wanted)
        about = (self.kind.value, self.run.ruleset.digest, str(self.run.limits), str(self.run.emulates))
        return self._memory.key("version", what, str(named), str(self.wanted), *about, *parts, "files", *digests)

    def _vetted(self, version: str) -> Vetted:
        report = vet((self._spec(version),), wanted=self.wanted, run=self.run, judging=self.judging)
        found = [finding for finding in report.findings if finding.kind is self.kind]
        if found:
            ids = tuple(sorted({finding.id for finding in found}))
            is_only_executed = not any("static" in finding.proofs for finding in found)
            examined = Examined(version=version, shows=Shows.YES, findings=ids)
            return Vetted(examined=examined, words=_words_of(found), is_only_executed=is_only_executed)
        hiding = self._hiding(report)
        examined = Examined(version=version, shows=Shows.NO) if hiding is None else _unknown(version, hiding)
        return Vetted(examined=examined, words=(), is_only_executed=False)

    def _hiding(self, report: Report) -> str | None:
        """What was not examined and could hold such a finding, as a sentence; None: its absence can be relied on."""
        needed = frozenset().union(*(_NEEDED.get(source, BYTE_CAPABILITIES) for source in self.sources))
        states = capabilities_of(report.tools, report.coverage, has_vendors=True)[report.tools[0].key]
        for capability in sorted(needed):
            if states[capability].state is State.INCOMPLETE:
                return f"not evaluated: {capability}: {states[capability].reason}"
        failed = [entry for entry in report.coverage if entry.stage is Stage.EMULATE and entry.status is CoverageStatus.FAILED]
        if self.needs_execution and failed:
            return f"not evaluated: {failed[0].subject}: {failed[0].reason}"
        return None


def _unknown(version: str, reason: str) -> Examined:
    return Examined(version=version, shows=Shows.NOT_EVALUATED, reason=reason)


def _words_of(found: list[Finding]) -> tuple[str, ...]:
    texts = (place.excerpt for finding in found for place in finding.evidence)
    return tuple(dict.fromkeys(word for text in texts for word in _WORD.findall(text)))[:WORDS_MOST]
