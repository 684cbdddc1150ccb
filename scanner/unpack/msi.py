"""Windows installers: an OLE file with a database, cabinets, programs and scripts that it runs. Other OLE files give their streams.

The reading of the file system in it is that of olefile.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import olefile  # type: ignore[import-untyped]  # it ships no types

from scanner.model.artifact import ArtifactKind
from scanner.unpack.cab import MAGIC as CABINET
from scanner.unpack.cab import open_cab_at
from scanner.unpack.msi_tables import Database, Row, name_of_stream
from scanner.unpack.sink import Sink
from scanner.unpack.source import Damaged, Source

_UNREADABLE = (
    OSError,
    ValueError,
    IndexError,
    KeyError,
    TypeError,
    AttributeError,
    OverflowError,
    MemoryError,
    AssertionError,
    RecursionError,
)
"""What the library raises for files that contradict themselves; a folder that holds itself ends in the last."""
_STREAM_BYTES_MAX = 1 << 30
"""The library reads a stream as a whole."""
_FOLDERS_MAX = 64
"""Folders in folders followed for the place of a file."""
_SCRIPTS = {5: ".js", 6: ".vbs"}
"""The low three bits of the type of a custom action that runs a script. Source: Windows Installer, "Custom Action Types"."""
_SCRIPT_BITS, _IS_IN_TARGET = 0x7, 0x20
_SYSTEM_TABLES = frozenset({"!_StringPool", "!_StringData", "!_Tables", "!_Columns"})
_PROPERTIES = "\x05"
"""Begins the names of streams that hold properties of the document."""


def open_msi(source: Source, sink: Sink) -> None:
    try:
        ole = olefile.OleFileIO(source.stream())
        names = {name_of_stream("/".join(entry)): entry for entry in ole.listdir(streams=True, storages=False)}
    except _UNREADABLE as error:
        raise Damaged(f"its OLE file system cannot be read ({_first_words(error)})") from error
    streams = _Streams(source=source, ole=ole, names=names)
    database = _database(streams, sink)
    for name in names:
        _take(name, streams, database, sink)
    if database is not None:
        _take_scripts(database, sink)
        _report_missing(database, frozenset(names), sink)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Streams:
    source: Source
    ole: olefile.OleFileIO
    names: dict[str, list[str]]

    def content(self, name: str) -> bytes:
        """Empty where there is none. Raises Damaged."""
        stored = self.names.get(name)
        if stored is None:
            return b""
        try:
            if self.ole.get_size(stored) > _STREAM_BYTES_MAX:
                raise Damaged(f"it states {self.ole.get_size(stored)} bytes, more than are read at once")
            return bytes(self.ole.openstream(stored).read())
        except _UNREADABLE as error:
            raise Damaged(f"it cannot be read ({_first_words(error)})") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class _Installer:
    database: Database
    files: dict[str, str]
    """From the key of a file, which is its name in a cabinet, to its path."""


def _database(streams: _Streams, sink: Sink) -> _Installer | None:
    if "!_StringPool" not in streams.names:
        return None
    try:
        database = Database.read(streams.content)
        return _Installer(database=database, files=dict(_paths(database)))
    except Damaged as damage:
        sink.gap(f"its database cannot be read, so that its files have no names and its scripts are not seen: {damage}")
        return None


def _take(name: str, streams: _Streams, installer: _Installer | None, sink: Sink) -> None:
    try:
        content = streams.content(name)
    except Damaged as damage:
        sink.count()
        sink.gap(str(damage), step=name)
        return
    is_table = installer is not None and (name in _SYSTEM_TABLES or name.removeprefix("!") in installer.database.columns)
    if is_table or name.startswith(_PROPERTIES):
        sink.add(name, [content], kind=ArtifactKind.DATA, is_name_of_member=False)
    elif installer is not None and content.startswith(CABINET):
        sink.count()
        _take_cabinet(name, Source(streams.source.path, name=name, content=content), installer, sink)
    else:
        sink.add(name, [content])


def _take_cabinet(name: str, cabinet: Source, installer: _Installer, sink: Sink) -> None:
    """Here and not as a member, as only the database tells what the files are called."""
    claimed = len(sink.claimed)
    try:
        open_cab_at(cabinet, sink, 0, lambda key: installer.files.get(key, key))
    except Damaged as damage:
        sink.gap(f"cab: {damage}", step=name)
    del sink.claimed[claimed:]  # places in the cabinet, and none of the installer


def _paths(database: Database) -> Iterator[tuple[str, str]]:
    folder_of = {str(row["Component"]): str(row["Directory_"]) for row in _rows(database, "Component", "Component", "Directory_")}
    folders = {str(row["Directory"]): row for row in _rows(database, "Directory", "Directory", "Directory_Parent", "DefaultDir")}
    for row in _rows(database, "File", "File", "Component_", "FileName"):
        parts = [_long_name(str(row["FileName"]))]
        folder = folders.get(folder_of.get(str(row["Component_"]), ""))
        while folder is not None and len(parts) < _FOLDERS_MAX and folder["Directory_Parent"]:
            parts.append(_long_name(str(folder["DefaultDir"])))
            folder = folders.get(str(folder["Directory_Parent"]))
        yield str(row["File"]), "/".join(part for part in reversed(parts) if part != ".")


def _long_name(stored: str) -> str:
    """Of `short|long`, and for folders of `target:source`."""
    return stored.split(":", 1)[0].rsplit("|", 1)[-1]


def _rows(database: Database, table: str, *columns: str) -> tuple[Row, ...]:
    rows = database.rows(table)
    if rows and any(column not in rows[0] for column in columns):
        raise Damaged(f"its table {table} lacks columns")
    return rows


def _take_scripts(installer: _Installer, sink: Sink) -> None:
    """Scripts that lie as text in the database and run during the installation."""
    try:
        actions = _rows(installer.database, "CustomAction", "Action", "Type", "Target")
    except Damaged as damage:
        sink.gap(str(damage))
        return
    for row in actions:
        kind = int(row["Type"])
        suffix = _SCRIPTS.get(kind & _SCRIPT_BITS)
        if suffix is not None and kind & _IS_IN_TARGET and row["Target"]:
            name = f"(custom action {row['Action']})"
            sink.add(name, [str(row["Target"]).encode("utf-8", "replace")], is_name_of_member=False, suffix=suffix)


def _report_missing(installer: _Installer, names: frozenset[str], sink: Sink) -> None:
    """Cabinets that lie beside the installer, or that it does not hold."""
    for row in installer.database.rows("Media"):
        cabinet = str(row.get("Cabinet", ""))
        if cabinet and cabinet.removeprefix("#") not in names:
            sink.gap(f"its files lie in the cabinet `{cabinet.removeprefix('#')[:200]}`, which is not in it")


def _first_words(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:120]
