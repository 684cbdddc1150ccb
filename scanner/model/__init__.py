"""The nouns that travel between the stages. Imports nothing else of this project."""
