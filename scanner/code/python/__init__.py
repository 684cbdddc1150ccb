"""Python as text and as bytecode: syntax trees with byte places, names, constants."""
