"""Where in a text something stands, for sentences."""


def position(text: str, index: int) -> str:
    """`line L, column C` of a character, both from 1."""
    return f"line {text.count(chr(10), 0, index) + 1}, column {index - text.rfind(chr(10), 0, index)}"


def nested_too_deep(text: str, depth: int) -> int | None:
    """The first bracket that opens more than `depth` levels, whatever it stands in. None: there is none."""
    level = 0
    for index, one in enumerate(text):
        level += (one in "[{") - (one in "]}")
        if level > depth:
            return index
    return None
