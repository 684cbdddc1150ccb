"""Calls of the small interpreter: functions with their surroundings, variables, and the ways out of a block."""

from dataclasses import dataclass

from scanner.code.javascript.meaning import Key
from scanner.code.javascript.tree import Node
from scanner.code.javascript.values import Value


@dataclass(slots=True, eq=False)
class Function:
    """A function value with the variables around it."""

    node: Node
    frame: "Frame"


@dataclass(slots=True, eq=False)
class Frame:
    """Variables of one call and of those around it."""

    variables: dict[Key, Value]
    outer: "Frame | None" = None

    def holder(self, key: Key) -> "Frame | None":
        frame: Frame | None = self
        while frame is not None:
            if key in frame.variables:
                return frame
            frame = frame.outer
        return None


class Returned(Exception):
    def __init__(self, value: Value) -> None:
        self.value = value


class Left(Exception):
    pass


class Skipped(Exception):
    pass
