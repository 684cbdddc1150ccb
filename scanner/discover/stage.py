"""The stage: a host, or a file tree taken as one, becomes an inventory."""

from collections.abc import Callable

from scanner.attempt import Crew
from scanner.discover.discoverers import DISCOVERERS
from scanner.discover.ledger import Ledger
from scanner.discover.merge import merge
from scanner.discover.scene import Found, Scene
from scanner.discover.sweep import sweep
from scanner.discover.target import Target, survey
from scanner.model.installation import Inventory
from scanner.ruleset.catalog import Catalog


def discover(target: Target, *, catalog: Catalog, crew: Crew, on_step: Callable[[str], None] | None = None) -> Inventory:
    """Everything that discovery can tell of the target. Executes nothing that it finds and raises for nothing that it meets.

    `on_step` is told what is being looked for.
    """
    say = on_step if on_step is not None else _say_nothing
    ledger = Ledger()
    ground = survey(target, ledger)
    scene = Scene(ground=ground, catalog=catalog, crew=crew, ledger=ledger, projects=ground.projects)
    say("projects")
    swept = sweep(scene)
    found = [swept.found]
    for discoverer in DISCOVERERS:
        say(discoverer.name)
        found.append(discoverer.find(scene))
    return _inventory(target, scene, tuple(found))


def _inventory(target: Target, scene: Scene, found: tuple[Found, ...]) -> Inventory:
    installations, candidates = merge(
        tuple(one for part in found for one in part.sightings), tuple(one for part in found for one in part.pointers), scene.ground)
    return Inventory(
        host=target.host, operating_system=scene.ground.operating_system.value, installations=installations,
        servers=tuple(one for part in found for one in part.servers), settings=tuple(one for part in found for one in part.settings),
        candidates=candidates, observations=tuple(one for part in found for one in part.observations), coverage=scene.ledger.entries)


def _say_nothing(_: str) -> None:
    return
