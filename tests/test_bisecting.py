"""Bisection: the ends of the range with few vets, also where versions cannot be evaluated, where guesses are wrong, and prereleases."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from scanner.acquire.releases import Release
from scanner.bisecting import Search
from scanner.model.comparison import Edge, Examined, Shows
from scanner.versions import Vetted

WORDS = ("Asia/Urumqi", "cnTZ", "labKw", "function")
"""Of the affected code; the last is everywhere."""


@dataclass(kw_only=True)
class Registry:
    """A made-up package: which of its versions show the finding, which cannot be evaluated, which hold the words of it."""

    shows: Callable[[int], bool]
    hidden: range = range(0)
    holds: Callable[[int], bool] | None = None
    """None: the code holds no word that tells."""
    vetted: list[str] = field(default_factory=list)
    opened: list[str] = field(default_factory=list)

    def vet(self, version: str) -> Vetted:
        self.vetted.append(version)
        number = int(version.split("-")[0])
        shows = Shows.NOT_EVALUATED if number in self.hidden else Shows.YES if self.shows(number) else Shows.NO
        words = WORDS if shows is Shows.YES and self.holds is not None else ()
        return Vetted(examined=Examined(version=version, shows=shows), words=words, is_only_executed=False)

    def words_in(self, version: str, words: frozenset[str]) -> frozenset[str]:
        self.opened.append(version)
        assert self.holds is not None
        return words if self.holds(int(version)) else frozenset({"function"})


def affected(number: int) -> bool:
    return 60 <= number <= 80


def search_of(registry: Registry, versions: tuple[str, ...] = tuple(map(str, range(100)))) -> Search:
    releases = tuple(Release(version=each, is_prerelease="-" in each, withdrawn=None) for each in versions)
    return Search(releases=releases, vet=registry.vet, words_in=registry.words_in)


def settled(shows: int, shows_not: int) -> Edge:
    return Edge(shows=str(shows), shows_not=str(shows_not), between=())


def open_end(shows: int, shows_not: int | None, between: range) -> Edge:
    return Edge(shows=str(shows), shows_not=None if shows_not is None else str(shows_not), between=tuple(map(str, between)))


@pytest.mark.parametrize(
    ("hidden", "lower", "upper"),
    [
        (range(0), settled(60, 59), settled(80, 81)),
        (range(50), settled(60, 59), settled(80, 81)),
        (range(20, 58), settled(60, 59), settled(80, 81)),
        (range(83, 100), settled(60, 59), settled(80, 81)),
        (range(62, 66), settled(60, 59), settled(80, 81)),
        (range(60), open_end(60, None, range(60)), settled(80, 81)),
        (range(59, 60), open_end(60, 58, range(59, 60)), settled(80, 81)),
        (range(81, 100), settled(60, 59), open_end(80, None, range(81, 100))),
    ],
    ids=str,
)
@pytest.mark.parametrize("holds", [None, affected], ids=["vets alone", "guessing"])
def test_the_ends_are_found_unless_they_are_hidden(hidden: range, lower: Edge, upper: Edge, holds: Callable[[int], bool] | None) -> None:
    registry = Registry(shows=affected, hidden=hidden, holds=holds)
    search = search_of(registry)
    assert search.shows(70) is Shows.YES
    assert search.ends(70) == (lower, upper)
    assert len(registry.vetted) == len(set(registry.vetted)) <= 30


def test_where_the_words_tell_few_versions_are_vetted() -> None:
    registry = Registry(shows=affected, holds=affected)
    search = search_of(registry)
    search.shows(70)
    assert search.ends(70) == (settled(60, 59), settled(80, 81))
    assert sorted(map(int, registry.vetted)) == [59, 60, 65, 70, 75, 80, 81, 85]
    assert len(registry.opened) == len(set(registry.opened)) <= 14


def test_without_words_the_search_halves() -> None:
    registry = Registry(shows=affected)
    search = search_of(registry)
    search.shows(70)
    assert search.ends(70) == (settled(60, 59), settled(80, 81))
    assert len(registry.vetted) <= 16
    assert registry.opened == []


@pytest.mark.parametrize(
    "holds",
    [lambda number: number >= 20, lambda number: number == 70, lambda number: number % 2 == 0, lambda number: number >= 66],
    ids=["before it does", "in one alone", "in every other", "later than it does"],
)
def test_wrong_guesses_cost_vets_and_not_the_truth(holds: Callable[[int], bool]) -> None:
    registry = Registry(shows=affected, holds=holds)
    search = search_of(registry)
    search.shows(70)
    assert search.ends(70) == (settled(60, 59), settled(80, 81))
    assert len(registry.vetted) <= 22


def test_a_behaviour_that_the_newest_release_shows_has_no_end() -> None:
    registry = Registry(shows=lambda number: number >= 60, holds=lambda number: number >= 60)
    search = search_of(registry)
    search.shows(70)
    assert search.ends(70) == (settled(60, 59), Edge(shows="99", shows_not=None, between=()))


def test_prereleases_are_looked_at_only_between_the_releases_at_an_end() -> None:
    versions = tuple(f"{number}{ending}" for number in range(20) for ending in ("-rc.1", "-rc.2", ""))
    registry = Registry(shows=lambda number: 7 <= number <= 11)
    search = search_of(registry, versions)
    search.shows(versions.index("9"))
    lower, upper = search.ends(versions.index("9"))
    assert (lower, upper) == (
        Edge(shows="7-rc.1", shows_not="6", between=()),
        Edge(shows="11", shows_not="12-rc.1", between=()),
    )
    assert sorted(each for each in registry.vetted if "rc" in each) == ["12-rc.1", "12-rc.2", "7-rc.1"]


def test_a_package_of_prereleases_alone_is_searched_all_the_same() -> None:
    versions = tuple(f"{number}-dev" for number in range(40))
    registry = Registry(shows=lambda number: 12 <= number <= 30)
    search = search_of(registry, versions)
    search.shows(15)
    assert [(edge.shows, edge.shows_not) for edge in search.ends(15)] == [("12-dev", "11-dev"), ("30-dev", "31-dev")]


def test_a_broken_range_is_told() -> None:
    registry = Registry(shows=lambda number: affected(number) and number != 65, holds=affected)
    search = search_of(registry)
    search.shows(70)
    said = search.assumption(*search.ends(70))
    assert "it is broken: 65 inside the range do not show it" in said


def test_what_could_not_be_evaluated_is_not_counted_as_seen() -> None:
    """The sentence counted every version looked at inside the range as one that shows it."""
    registry = Registry(shows=affected, hidden=range(64, 67), holds=affected)
    search = search_of(registry)
    search.shows(70)
    assert search.assumption(*search.ends(70)) == (
        "The affected versions are taken to be one unbroken range; 4 of the 21 versions inside the range were vetted and show it; "
        "3 of the 79 versions outside the range were vetted and do not show it; 1 of the versions that were vetted could not be evaluated"
    )
