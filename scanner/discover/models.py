"""Models on disk that local servers of models can load: their names, not their bytes."""

from scanner.discover.scene import Found, Scene
from scanner.model.installation import Setting


def find(scene: Scene) -> Found:
    """One row for each, under the server that keeps it."""
    rows: dict[tuple[str, str], Setting] = {}
    for store in scene.catalog.layout.models:
        for place in scene.places(store.path):
            steps = place.path.split("/")
            name = ":".join(steps[-store.name_steps :]).replace("models--", "").replace("--", "/")
            rows.setdefault(
                (store.tool, place.shown), Setting(tool=store.tool, file=place.shown, key="model", effective=name, origin="user")
            )
    return Found(settings=tuple(rows.values()))
