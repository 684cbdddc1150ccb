"""Where data goes, as a drawing: tool -> host -> owner -> jurisdiction. Positions only; the template draws them."""

from collections.abc import Iterable
from dataclasses import dataclass

from scanner.model.comparison import Destination
from scanner.model.finding import Finding, FindingKind, Grade
from scanner.model.report import Tool
from scanner.render.chips import clipped, visible

DRAWN_HOSTS = 40
"""More would not be readable as a drawing; the table below it lists all."""

ROW_PX = 34
BOX_PX = 24
COLUMN_X = (0, 232, 520, 790)
COLUMN_WIDTH = (176, 232, 214, 170)
LABEL_CHARACTERS = (24, 33, 30, 22)


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One tool and one host that its code names."""

    tool: str
    """`Tool.key`."""
    destination: Destination
    finding: str
    """Id of the finding."""
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    x: int
    y: int
    width: int
    label: str
    is_unknown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    path: str
    """SVG path data."""
    is_unknown: bool
    """It leads to something that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowMap:
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]
    headings: tuple[tuple[int, int], ...]
    """Column number and x."""
    width: int
    height: int
    hidden_hosts: int


def routes_of(findings: Iterable[Finding]) -> tuple[Route, ...]:
    """One for each endpoint finding: those with better evidence and a role that receives data first, names that only occur last."""
    routes = []
    for finding in findings:
        host = finding.attribute("host")
        if finding.kind is FindingKind.NET_ENDPOINT and isinstance(host, str):
            routes.append(Route(tool=finding.tool, destination=_destination(finding, host), finding=finding.id, grade=finding.grade))
    return tuple(sorted(routes, key=_weight))


def drawn(routes: tuple[Route, ...], tools: tuple[Tool, ...], *, unknown: str) -> FlowMap | None:
    """The map, or None where no route is known. unknown: what stands for an owner or country that is not known.

    Names that merely occur are drawn only where there is nothing better.
    """
    if not routes:
        return None
    hosts = list(dict.fromkeys(route.destination.host for route in routes))
    telling = [route for route in routes if route.grade is not Grade.D] or list(routes)
    kept = set(list(dict.fromkeys(route.destination.host for route in telling))[:DRAWN_HOSTS])
    names = {tool.key: f"{tool.name} {tool.version or ''}".strip() for tool in tools}
    links = _links(sorted((route for route in routes if route.destination.host in kept), key=_neighbourhood), names, unknown)
    columns = tuple(tuple(dict.fromkeys(end for link in links for end in link[column : column + 1])) for column in range(4))
    boxes = tuple(_column(column, labels, max(map(len, columns)), unknown) for column, labels in enumerate(columns))
    pairs = dict.fromkeys((column, link[column], link[column + 1]) for link in links for column in range(3))
    return FlowMap(
        boxes=tuple(box for column in boxes for box in column.values()),
        edges=tuple(_edge(boxes[column][start], boxes[column + 1][end]) for column, start, end in pairs),
        headings=tuple(enumerate(COLUMN_X)),
        width=COLUMN_X[-1] + COLUMN_WIDTH[-1] + 2,
        height=max(map(len, columns)) * ROW_PX + 30,
        hidden_hosts=len(hosts) - len(kept),
    )


_RECEIVES_NOTHING = frozenset({"docs", "content", "packages", "update"})
"""Roles of hosts that are read from."""


def _weight(route: Route) -> tuple[object, ...]:
    to = route.destination
    return (route.grade, to.role is None, to.role in _RECEIVES_NOTHING, not to.processing, to.owner is None, to.host, route.tool)


def _neighbourhood(route: Route) -> tuple[object, ...]:
    """Keeps hosts of one country and owner together, so that few lines cross; what is not known comes last."""
    to = route.destination
    return (not to.processing, to.processing, to.owner is None, to.owner or "", to.host, route.tool)


def _destination(finding: Finding, host: str) -> Destination:
    processing = finding.attribute("processing")
    return Destination(
        host=host,
        role=_text(finding, "role"),
        owner=_text(finding, "owner"),
        processing=processing if isinstance(processing, tuple) else (),
        parent_jurisdiction=_text(finding, "parent_jurisdiction"),
    )


def _text(finding: Finding, name: str) -> str | None:
    value = finding.attribute(name)
    return value if isinstance(value, str) and value else None


def _links(routes: list[Route], names: dict[str, str], unknown: str) -> list[tuple[str, str, str, str]]:
    return [
        (names.get(route.tool, route.tool), route.destination.host, route.destination.owner or unknown, country)
        for route in routes
        for country in (route.destination.processing or (unknown,))
    ]


def _column(column: int, labels: tuple[str, ...], rows: int, unknown: str) -> dict[str, Box]:
    """The boxes of one column, spread over the height of the tallest."""
    pitch = rows * ROW_PX / len(labels)
    return {
        label: Box(
            x=COLUMN_X[column] + 1,
            y=round(30 + pitch * index + (pitch - BOX_PX) / 2),
            width=COLUMN_WIDTH[column],
            label=_short(visible(label), LABEL_CHARACTERS[column]),
            is_unknown=label == unknown,
        )
        for index, label in enumerate(labels)
    }


def _short(label: str, characters: int) -> str:
    return label if len(label) <= characters else f"{clipped(label, 400)[: characters - 1]}…"


def _edge(start: Box, end: Box) -> Edge:
    x1, y1, x2, y2 = start.x + start.width, start.y + BOX_PX // 2, end.x, end.y + BOX_PX // 2
    middle = (x1 + x2) // 2
    return Edge(path=f"M{x1} {y1}C{middle} {y1} {middle} {y2} {x2} {y2}", is_unknown=end.is_unknown)
