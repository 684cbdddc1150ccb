"""Where the shipped rules, templates and schemas lie: in the checkout, or inside the installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def shipped(*parts: str) -> Path:
    """Path below the shipped data, e.g. `shipped("rules", "detections")`.

    Raises FileNotFoundError where neither the checkout nor the wheel holds it.
    """
    for base in (_PACKAGE / "data", _PACKAGE.parent):
        path = base.joinpath(*parts)
        if path.exists():
            return path
    raise FileNotFoundError(f"{'/'.join(parts)} is missing from this installation of unmask; reinstall it")
