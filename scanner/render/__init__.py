"""How a report reaches people and systems: one canonical JSON, everything else derived from it."""
