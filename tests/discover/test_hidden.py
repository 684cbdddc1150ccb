"""Hidden text in what a host declares, and its benign twins."""

from pathlib import Path

from scanner.discover.stage import discover
from scanner.discover.target import Target
from tests.code.hidden.pairs import PAIRS
from tests.discover.hosts import catalog, crew, put


def test_hidden_text_in_declared_servers_is_told_from_its_twin(tmp_path: Path) -> None:
    """Escapes of the format are undone: `\\u200b` in JSON hides as well as the character."""
    pairs = [one for one in PAIRS if one[1].endswith(".json")]
    assert pairs
    projects = []
    for name, file, dirty, twin in pairs:
        for kind, text in (("dirty", dirty), ("twin", twin)):
            put(tmp_path / f"{name}-{kind}" / file, text.encode("utf-8", "surrogatepass"))
            projects.append(tmp_path / f"{name}-{kind}")
    with crew() as workers:
        inventory = discover(Target(root=None, projects=tuple(projects), host="x"), catalog=catalog(), crew=workers)
    told = {one.observation.place.subject for one in inventory.observations if one.observation.kind == "hidden_text"}
    assert told == {str(tmp_path / f"{name}-dirty" / file) for name, file, _, _ in pairs}
