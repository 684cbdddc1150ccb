"""Where a behaviour starts and ends among the versions of a package.

(1) Versions are vetted by halving until one does not show it. (2) The words of the code that the finding rests on, less those that such a
version holds too, let others be guessed at by opening them: that takes a tenth of a vet. (3) Each end is guessed by halving, and the two
versions on both sides of it are vetted. Where a guess was wrong, halving goes on with vets alone. (4) Prereleases are searched only between
the two releases at an end. (5) Versions inside the range are vetted to test that it is unbroken.
"""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from scanner.acquire.platform import Platform
from scanner.acquire.releases import Release, releases_of
from scanner.acquire.spec import Ecosystem, PackageSpec, parse_spec
from scanner.model.comparison import Bisection, Edge, Examined, Shows
from scanner.model.finding import FindingKind
from scanner.model.refusal import UsageRefused
from scanner.pipeline import SCHEMA_VERSION, Judging, Run
from scanner.versions import Versions, Vetted

NEIGHBOURS = 3
"""Versions tried beside one that cannot be evaluated, before the search gives that side up."""
SPOT_CHECKS = 2
"""Versions inside the found range that are vetted to test the assumption of one unbroken range."""
FEWEST_WORDS = 3
"""Words that tell an affected version from another one, below which nothing is guessed."""


def bisect(
    spec: str, *, kind: FindingKind, affected: str, wanted: Platform, run: Run, judging: Judging, on_version: Callable[[str, str], None]
) -> Bisection:
    """First and last version that show a kind of finding, from one that does.

    Each version is vetted at most once, and what was seen is remembered: a search that was cut off goes on where it stopped.
    on_version: what is done ("vetting", "opening") with which version. Raises UsageRefused where the affected version does not show the
    finding, NetworkAway.
    """
    package = parse_spec(spec)
    if not isinstance(package, PackageSpec) or package.version is not None:
        raise UsageRefused(f"'{spec}' is not a package whose versions can be searched; write npm:NAME or pypi:NAME")
    sources = frozenset(rule.source for rule in run.ruleset.rules if rule.kind is kind)
    if not sources:
        raise UsageRefused(f"no rule concludes {kind} from what a version holds; `unmask rules list` shows what can be searched for")
    releases = releases_of(package)
    middle = _place_of(affected, package, releases)
    versions = Versions(package=package, kind=kind, sources=sources, wanted=wanted, run=run, judging=judging, on_version=on_version)
    search = Search(releases=releases, vet=versions.vetted, words_in=versions.words_in)
    if search.shows(middle) is not Shows.YES:
        why = search.seen[middle].reason or f"no finding of kind {kind}"
        raise UsageRefused(f"{package.name}@{affected} does not show it ({why}); name a version that does with --affected")
    lower, upper = search.ends(middle)
    return Bisection(
        schema_version=SCHEMA_VERSION,
        package=spec,
        platform=str(wanted),
        finding_kind=kind.value,
        affected=affected,
        first=None if lower.between else lower.shows,
        last=None if upper.between else upper.shows,
        lower=lower,
        upper=upper,
        published=len(releases),
        examined=tuple(replace(search.seen[index], withdrawn=releases[index].withdrawn) for index in sorted(search.seen)),
        opened=tuple(releases[index].version for index in sorted(search.held.keys() - search.seen.keys())),
        assumption=search.assumption(lower, upper),
    )


def _place_of(affected: str, package: PackageSpec, releases: tuple[Release, ...]) -> int:
    for index, release in enumerate(releases):
        if release.version == affected:
            return index
    asked = f"npm view {package.name} versions" if package.ecosystem is Ecosystem.NPM else f"pip index versions {package.name}"
    raise UsageRefused(f"the registry offers no {package.name} of version {affected}; see `{asked}`")


@dataclass(slots=True, kw_only=True)
class Search:
    """A search over versions in their order, each named by its place."""

    releases: tuple[Release, ...]
    vet: Callable[[str], Vetted]
    words_in: Callable[[str, frozenset[str]], frozenset[str]]
    """Which of some words the code of a version holds."""
    seen: dict[int, Examined] = field(default_factory=dict)
    held: dict[int, frozenset[str]] = field(default_factory=dict)
    """The words found in each version that was opened."""
    words: frozenset[str] = frozenset()
    """Words of the code that the finding of the affected version rests on."""

    def shows(self, place: int) -> Shows:
        """Vet one version, unless it was."""
        if place not in self.seen:
            vetted = self.vet(self.releases[place].version)
            self.seen[place] = vetted.examined
            self.words = self.words or frozenset(vetted.words)
        return self.seen[place].shows

    def ends(self, middle: int) -> tuple[Edge, Edge]:
        """Both ends of the range around an affected version; versions inside it are spot-checked."""
        line = [place for place, each in enumerate(self.releases) if not each.is_prerelease or place == middle]
        upper, lower = (self._settled(middle, outside, line) for outside in (len(self.releases), -1))
        first, last = self._place(lower.shows), self._place(upper.shows)
        self._spot_check([place for place in line if first < place < last])
        return lower, upper

    def assumption(self, lower: Edge, upper: Edge) -> str:
        """What is taken for granted, and how far what was seen bears it out."""
        first, last = self._place(lower.shows), self._place(upper.shows)
        inside = {place: each for place, each in self.seen.items() if first <= place <= last}
        outside = {place: each for place, each in self.seen.items() if place not in inside}
        parts = ["The affected versions are taken to be one unbroken range"]
        if broken := _those(inside, Shows.NO):
            parts.append(f"it is broken: {', '.join(broken)} inside the range do not show it")
        if further := _those(outside, Shows.YES):
            parts.append(f"it is not all: {', '.join(further)} outside the range show it too")
        size = last - first + 1
        parts.append(f"{len(_those(inside, Shows.YES))} of the {size} versions inside the range were vetted and show it")
        clear = len(_those(outside, Shows.NO))
        parts.append(f"{clear} of the {len(self.releases) - size} versions outside the range were vetted and do not show it")
        if unknown := len(_those(self.seen, Shows.NOT_EVALUATED)):
            parts.append(f"{unknown} of the versions that were vetted could not be evaluated")
        return "; ".join(parts)

    def _settled(self, middle: int, outside: int, line: list[int]) -> Edge:
        """One end: among releases first, then among the prereleases between the two at that end."""
        inside, outside = self._end(middle, outside, line)
        if not _between(inside, outside, line):
            inside, outside = self._end(inside, outside, range(len(self.releases)))
        is_bound = not 0 <= outside < len(self.releases)
        unknown = _between(inside, outside, range(len(self.releases)))
        return Edge(
            shows=self.releases[inside].version,
            shows_not=None if is_bound else self.releases[outside].version,
            between=tuple(self.releases[place].version for place in sorted(unknown)),
        )

    def _end(self, inside: int, outside: int, pool: Sequence[int]) -> tuple[int, int]:
        """The outermost place that shows it, and the nearest beyond that does not, or the bound. Places of the pool that are left between
        the two could not be evaluated.
        """
        inside, outside = self._narrowed(inside, outside)
        can_guess = True
        while between := _between(inside, outside, pool):
            guess = self._guess(between, inside) if can_guess else None
            probe = self._evaluable(between, len(between) // 2 if guess is None else between.index(guess.place))
            if probe is None:
                break
            is_inside = self.shows(probe) is Shows.YES
            can_guess = guess is None or probe != guess.place or is_inside is guess.is_inside
            inside, outside = (probe, outside) if is_inside else (inside, probe)
        return inside, outside

    def _narrowed(self, inside: int, outside: int) -> tuple[int, int]:
        """The bounds by what was vetted before."""
        known = [place for place in _between(inside, outside, sorted(self.seen)) if self.seen[place].shows is not Shows.NOT_EVALUATED]
        for place in known:
            if self.shows(place) is Shows.NO:
                return inside, place
            inside = place
        return inside, outside

    def _guess(self, between: list[int], inside: int) -> "_Guess | None":
        """The outermost place that looks affected, or the nearest that does not; None: nothing tells them apart."""
        telling = self._telling_words(inside)
        if len(telling) < FEWEST_WORDS:
            return None

        def looks_affected(step: int) -> bool:
            return 2 * len(telling & self._held(between[step])) >= len(telling)

        opened = [step for step, place in enumerate(between) if place in self.held]
        out = next((step for step in opened if not looks_affected(step)), len(between))
        last = max((step for step in opened if step < out), default=-1)
        step = 0 if last < 0 else (last + out) // 2  # the nearest first: versions are often named for being the first that do it
        while out - last > 1:
            last, out = (step, out) if looks_affected(step) else (last, step)
            step = (last + out) // 2
        return _Guess(place=between[max(last, 0)], is_inside=last >= 0)

    def _telling_words(self, inside: int) -> frozenset[str]:
        """The words of the affected code that versions without it do not hold."""
        clean = [place for place, each in self.seen.items() if each.shows is Shows.NO]
        if not clean or not self.words:
            return frozenset()
        if not any(place in self.held for place in clean):
            self._held(min(clean, key=lambda place: abs(place - inside)))
        return self.words.difference(*(self.held[place] for place in clean if place in self.held))

    def _held(self, place: int) -> frozenset[str]:
        """Open one version, unless it was."""
        if place not in self.held:
            self.held[place] = self.words_in(self.releases[place].version, self.words)
        return self.held[place]

    def _evaluable(self, between: list[int], wanted: int) -> int | None:
        """A place that can be evaluated: the wanted one, else one halfway to the inside again and again, for what cannot be evaluated is
        mostly a stretch of versions far away from the end; else a neighbour of the wanted one.
        """
        nearer = [wanted]
        while nearer[-1] > 0:
            nearer.append(nearer[-1] // 2)
        around = [wanted + step * side for step in range(1, NEIGHBOURS + 1) for side in (-1, 1)]
        for step in dict.fromkeys((*nearer, *around)):
            if 0 <= step < len(between) and self.shows(between[step]) is not Shows.NOT_EVALUATED:
                return between[step]
        return None

    def _spot_check(self, inner: list[int]) -> None:
        """Vet the middle of the longest stretches that nobody looked into."""
        for _ in range(SPOT_CHECKS):
            longest = max(_stretches(inner, self.seen), key=len, default=[])
            if longest:
                self.shows(longest[len(longest) // 2])

    def _place(self, version: str) -> int:
        return next(place for place, each in enumerate(self.releases) if each.version == version)


@dataclass(frozen=True, slots=True)
class _Guess:
    place: int
    is_inside: bool
    """Whether that version looks affected."""


def _between(inside: int, outside: int, pool: Iterable[int]) -> list[int]:
    """The places strictly between two, those next to the inside first."""
    low, high = sorted((inside, outside))
    return sorted((place for place in pool if low < place < high), key=lambda place: abs(place - inside))


def _stretches(places: list[int], seen: Container[int]) -> list[list[int]]:
    """The places that were not vetted, as runs between those that were."""
    runs: list[list[int]] = [[]]
    for place in places:
        if place in seen:
            runs.append([])
        else:
            runs[-1].append(place)
    return runs


def _those(seen: Mapping[int, Examined], shows: Shows) -> list[str]:
    return [each.version for _, each in sorted(seen.items()) if each.shows is shows]
