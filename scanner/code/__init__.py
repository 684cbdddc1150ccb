"""What code says, told the same way to analysis and emulation: units, names, syntax trees, constants."""
