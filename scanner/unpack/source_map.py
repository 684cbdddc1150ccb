"""Source maps: the original sources that they carry."""

import json

from scanner.model.artifact import SOURCE_MAP_ORIGIN
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_MAP_BYTES_MAX = 256 << 20
"""The largest source map met has 60 MB; parsed, a map takes about three times its size."""


def open_source_map(source: Source, sink: Sink) -> None:
    if source.size > _MAP_BYTES_MAX:
        raise Damaged(f"its {source.size} bytes are more than the {_MAP_BYTES_MAX} that are read of a source map")
    try:
        value = json.loads(source.at(0, source.size).decode("utf-8-sig", "replace").removeprefix(")]}'"))
    except (ValueError, RecursionError) as error:
        raise Damaged("it is no JSON") from error
    for part in _maps(value):
        _take(sink, part)


def _maps(value: object) -> list[dict[str, object]]:
    if not isinstance(value, dict):
        raise Damaged("it does not describe a source map")
    sections = value.get("sections")
    if not isinstance(sections, list):
        return [value]
    return [section["map"] for section in sections if isinstance(section, dict) and isinstance(section.get("map"), dict)]


def _take(sink: Sink, value: dict[str, object]) -> None:
    names, contents = value.get("sources"), value.get("sourcesContent")
    for index, content in enumerate(contents if isinstance(contents, list) else []):
        if not isinstance(content, str) or not content:
            continue  # the map names this source and does not carry it
        name = names[index] if isinstance(names, list) and index < len(names) else None
        sink.add(
            str(name or f"(source {index})"),
            [content.encode("utf-8", "surrogatepass")],
            origin=SOURCE_MAP_ORIGIN,
            is_name_of_member=False,
        )
