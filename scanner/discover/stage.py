"""The stage: a host, or a file tree taken as one, becomes an inventory."""

from collections.abc import Callable
from dataclasses import replace

from scanner.attempt import Crew
from scanner.discover import credentials, managed, messaging, processes, settings, texts
from scanner.discover.discoverers import DISCOVERERS
from scanner.discover.hostname import host_name
from scanner.discover.layers import layers, readers_of
from scanner.discover.ledger import Ledger
from scanner.discover.masks import Masks
from scanner.discover.merge import merge
from scanner.discover.node import npm_prefixes
from scanner.discover.scene import Scene, read_registry
from scanner.discover.session import registered_variables, starting_flags, starting_programs
from scanner.discover.startfile import assignments_in, flags_in, project_files, start_files
from scanner.discover.sweep import sweep
from scanner.discover.target import Target, survey
from scanner.model.installation import Inventory, Setting
from scanner.model.limits import Limits
from scanner.ruleset.catalog import Catalog
from scanner.workfolder import WorkFolder


def discover(
    target: Target,
    *,
    catalog: Catalog,
    crew: Crew | None = None,
    on_step: Callable[[str], None] | None = None,
) -> Inventory:
    """Everything that discovery can tell of the target. Executes nothing that it finds and raises for nothing that it meets.

    `crew` opens archives and databases; None: one of its own. `on_step` is told what is being looked for.
    """
    if crew is not None:
        return _discovered(target, catalog, crew, on_step or _say_nothing)
    with WorkFolder() as folder, Crew(jobs=2, limits=Limits(), scratch=folder.scratch) as own:
        return _discovered(target, catalog, own, on_step or _say_nothing)


def _discovered(target: Target, catalog: Catalog, crew: Crew, say: Callable[[str], None]) -> Inventory:
    ledger = Ledger()
    masks = Masks(catalog.signs)
    ground = survey(target, ledger)
    scene = Scene(ground=ground, catalog=catalog, crew=crew, ledger=ledger, projects=ground.projects)
    say("registry")
    scene = replace(scene, registry=read_registry(scene))
    say("shell start files")
    files = start_files(scene)
    assigned = (*assignments_in(files, catalog, masks), *registered_variables(scene, masks), *npm_prefixes(scene))
    scene = replace(scene, assignments=assigned)
    say("projects")
    swept = sweep(scene)
    scene = replace(scene, projects=swept.projects)
    work = project_files(scene)
    scene = replace(scene, assignments=(*scene.assignments, *assignments_in(work, catalog, masks)))
    found = [swept.found]
    for discoverer in DISCOVERERS:
        say(discoverer.name)
        found.append(discoverer.find(scene))
    say("running processes")
    running = processes.find(scene, target, masks) if target.is_live else processes.NOTHING
    installations, candidates = merge(
        tuple(one for part in (*found, running.found) for one in part.sightings),
        (*(one for part in (*found, running.found) for one in part.pointers), *starting_programs(scene)),
        ground,
    )
    scene = replace(scene, assignments=(*scene.assignments, *running.assignments))
    say("settings")
    read = layers(scene)
    flags = (*flags_in((*files, *work), catalog, masks), *starting_flags(scene, masks), *running.flags)
    found += [
        settings.examine(scene, read, flags, installations, masks),
        managed.examine(scene, read, installations),
        credentials.examine(scene),
        messaging.examine(scene, installations, masks),
        texts.examine(scene, read, installations),
        processes.listeners(target, running, installations, scene),
    ]
    ledger.attribute("settings", readers_of(read))
    return Inventory(
        host=host_name(target, scene),
        operating_system=ground.operating_system.value,
        installations=installations,
        servers=tuple(one for part in found for one in part.servers),
        settings=tuple(sorted((one for part in found for one in part.settings), key=_settings_order)),
        candidates=candidates,
        observations=tuple(one for part in found for one in part.observations),
        coverage=ledger.entries,
        base="" if ground.host is None or str(ground.host.base) == "/" else str(ground.host.base),
    )


def _settings_order(one: Setting) -> tuple[str, str, str]:
    return one.tool, one.file, one.key


def _say_nothing(_: str) -> None:
    return
