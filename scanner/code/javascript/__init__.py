"""JavaScript and TypeScript as text: sources, units, syntax trees, names, constants."""
