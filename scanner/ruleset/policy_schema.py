"""Writes the published JSON Schema of policy documents: `python -m scanner.ruleset.policy_schema`."""

import json
from pathlib import Path

from scanner.ruleset.locations import shipped
from scanner.ruleset.policy_documents import schema

FILE = "policy.schema.json"


def schema_text() -> str:
    """The published text, with a line end."""
    return json.dumps(schema(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def publish(folder: Path) -> Path:
    """Write the schema into a folder; returns the file."""
    path = folder / FILE
    path.write_text(schema_text(), encoding="utf-8")
    return path


if __name__ == "__main__":
    publish(shipped("reports", "schema"))
