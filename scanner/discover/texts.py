"""Text that steers agents: instruction files, rules, commands and skills, with what is hidden in them."""

from collections.abc import Iterator
from dataclasses import replace

from scanner.code.hidden.concealed import hidden_in
from scanner.code.hidden.run import Hidden
from scanner.discover.document import DocumentUnread, decoded, shortened
from scanner.discover.layers import Layer
from scanner.discover.place import Place
from scanner.discover.scene import Found, Scene
from scanner.discover.servers import server_blocks
from scanner.discover.tree import Reading
from scanner.model.artifact import ByteOffset, LineNumber
from scanner.model.coverage import Capability
from scanner.model.installation import Installation, ToolObservation
from scanner.model.observation import HiddenText
from scanner.model.observation import Place as BytePlace
from scanner.ruleset.catalog import Tool
from scanner.ruleset.instructions import Instructions, instructions_in

TEXT_BYTES = 4 * 1024 * 1024
"""Cap on a text that steers an agent; what does not fit into a model's context steers nothing."""
MAX_SKILL_FOLDERS = 2_000
CONTEXT_CHARS = 40
"""Shown on either side of a hidden run."""
MAX_PER_FILE = 100
"""Hidden runs of one file that are reported one by one."""

_WORKER = "agent-text"
_ANSWERS = frozenset({Capability.TEXT_HIDDEN})
_SKILL_TEXTS = ("SKILL.md", "*.md", "references/*.md", "scripts/*")


def examine(scene: Scene, read: tuple[Layer, ...], installed: tuple[Installation, ...]) -> Found:
    """Hidden characters and comments in every text of the catalog; each file once, for the first installed tool that reads it.

    Of settings files, the declared servers, and what stands under the names of texts for models.
    """
    instructions = instructions_in(scene.catalog.signs)
    present = {one.tool_id for one in installed}
    readers: dict[tuple[int, str], tuple[Tool, Place]] = {}
    for tool, place in _texts(scene):
        key = (id(place.tree), place.tree.resolved(place.path) or place.path)
        if key not in readers or (tool.id in present and readers[key][0].id not in present):
            readers[key] = (tool, place)
    return Found(
        observations=tuple(
            ToolObservation(tool_id=tool.id, observation=one)
            for tool, place in readers.values()
            for one in _hidden(scene, place, instructions)
        )
        + tuple(_in_settings(scene, read, instructions))
    )


def _in_settings(scene: Scene, read: tuple[Layer, ...], instructions: Instructions) -> Iterator[ToolObservation]:
    """Values of settings that a model is given: escapes of the format are undone, so that the place is that of the whole value."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for layer in read:
        if layer.document is None or not layer.file.servers:
            continue  # in the ledger, or a file without servers
        blocks = [block.path for pattern in layer.file.servers for block in server_blocks(layer.document, pattern)]
        for leaf in layer.document.leaves():
            is_text = any(leaf.path[: len(one)] == one for one in blocks) or set(leaf.path) & set(scene.catalog.signs.text_keys)
            if not is_text or not isinstance(leaf.value, str) or (layer.shown, leaf.path) in seen:
                continue  # another setting, or one that another tool reads as well
            seen.add((layer.shown, leaf.path))
            for one in hidden_in(leaf.value, instructions)[:MAX_PER_FILE]:
                place = layer.document.place(leaf.path, lambda raw: raw)
                shown = shortened(leaf.value[max(0, one.start - CONTEXT_CHARS) : one.end + CONTEXT_CHARS])
                yield ToolObservation(
                    tool_id=layer.tool.id,
                    observation=_seen(replace(place, excerpt=shown, decoded=one.visible), one),
                )


def skill_texts(place: Place) -> Iterator[Place]:
    """The texts of each skill in a folder of skills."""
    for entry in place.tree.entries(place.path)[:MAX_SKILL_FOLDERS]:
        folder = f"{place.path}/{entry.name}"
        if place.tree.facts(f"{folder}/SKILL.md") is None:
            continue  # not a skill
        for pattern in _SKILL_TEXTS:
            for path in place.tree.matches(f"{folder}/{pattern}"):
                yield Place(tree=place.tree, path=path, home=place.home)


def skill_folders(scene: Scene) -> Iterator[tuple[Tool, Place]]:
    """Every folder of skills that exists, with the tool that reads it."""
    for tool in scene.catalog.tools:
        for pattern in tool.skills:
            yield from ((tool, place) for place in _places(scene, pattern))


def _texts(scene: Scene) -> Iterator[tuple[Tool, Place]]:
    for tool in scene.catalog.tools:
        for pattern in tool.texts:
            yield from ((tool, place) for place in _places(scene, pattern))
    for tool, folder in skill_folders(scene):
        yield from ((tool, place) for place in skill_texts(folder))


def _places(scene: Scene, pattern: str) -> Iterator[Place]:
    if pattern.startswith(("{", "/")):
        yield from scene.places(pattern)
        return
    for project in scene.projects:
        for path in project.tree.matches(f"{project.path.rstrip('/')}/{pattern}"):
            yield Place(tree=project.tree, path=path, home=project.home)


def _hidden(scene: Scene, place: Place, instructions: Instructions) -> Iterator[HiddenText]:
    facts = place.tree.facts(place.path)
    if facts is None or not facts.is_file:
        return  # a folder by the name of a rules file
    reading = place.tree.read(place.path, worker=_WORKER, cap_bytes=TEXT_BYTES, hides=_ANSWERS)
    if reading is None:
        return
    try:
        text, encoding, bom_bytes = decoded(reading.content)
    except DocumentUnread as error:
        scene.ledger.gap(_WORKER, reading.shown, str(error), hides=_ANSWERS, sha256=reading.sha256)
        return
    scene.ledger.done(_WORKER, reading.shown, sha256=reading.sha256, size_bytes=len(reading.content), answers=_ANSWERS)
    found = hidden_in(text, instructions)
    if len(found) > MAX_PER_FILE:
        reason = f"holds {len(found)} hidden runs, of which the first {MAX_PER_FILE} are reported"
        scene.ledger.gap(_WORKER, reading.shown, reason, hides=frozenset(), sha256=reading.sha256)
    for one in found[:MAX_PER_FILE]:
        yield _observation(reading, text, encoding, bom_bytes, one)


def _observation(reading: Reading, text: str, encoding: str, bom_bytes: int, one: Hidden) -> HiddenText:
    around = text[max(0, one.start - CONTEXT_CHARS) : one.end + CONTEXT_CHARS]
    place = BytePlace(
        artifact=reading.sha256,
        subject=reading.shown,
        byte_offset=ByteOffset(bom_bytes + len(text[: one.start].encode(encoding, "surrogatepass"))),
        byte_length=len(text[one.start : one.end].encode(encoding, "surrogatepass")),
        excerpt=shortened(around),
        decoded=one.visible,
        line=LineNumber(text.count("\n", 0, one.start) + 1),
    )
    return _seen(place, one)


def _seen(place: BytePlace, one: Hidden) -> HiddenText:
    return HiddenText(place=place, characters=one.kind, code_points=one.code_points, visible=one.visible, is_agent_file=True)
