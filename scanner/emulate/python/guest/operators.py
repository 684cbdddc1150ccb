"""What `rewrite` puts around the operators and look-ups of the program: functions that do what the operator does, and note it."""

import builtins
from typing import Any

from . import turns
from .methods import attribute
from .watch import RAN, is_watched, made, note, note_key, note_meeting, note_same, text_of

_KINDS = frozenset({int, str, bytes})


def _same(left: Any, right: Any, site: str) -> Any:
    note_same(left, right)
    found = left == right
    return True if type(left) in _KINDS and turns.same(left, right, site, found is True) else found


def _differs(left: Any, right: Any, site: str) -> Any:
    note_same(left, right)
    found = left != right
    return False if type(left) in _KINDS and turns.same(left, right, site, found is False) else found


def _in(key: Any, owner: Any) -> Any:
    if not isinstance(key, str | bytes | tuple | int):
        return key in owner
    note_key(key, owner)
    found = key in owner
    return True if turns.member(key, owner, found) else found


def _not_in(key: Any, owner: Any) -> Any:
    return not _in(key, owner)


def _item(owner: Any, key: Any) -> Any:
    if isinstance(key, str | bytes | tuple | int) and isinstance(owner, dict):
        note_key(key, owner)
        key = turns.instead(key, owner)
    return owner[key]


def _both(left: Any, right: Any) -> Any:
    if isinstance(left, set | frozenset) and isinstance(right, set | frozenset):
        note_meeting(left, right)
        found = left & right
        shared = turns.met(left, right)
        return found if shared is None else type(found)((shared,))
    return left & right


def _chosen(value: Any, labels: tuple[Any, ...]) -> Any:
    """The subject of a `match` statement."""
    text = text_of(value)
    if text is not None:
        if is_watched(text):
            note("list", text, labels)
    elif isinstance(value, tuple | list):
        for part in value:
            if isinstance(part, str) and is_watched(part):
                note("list", part, labels)
    return turns.instead(value, labels)


HELPERS = {
    "__unmask_same__": _same,
    "__unmask_differs__": _differs,
    "__unmask_in__": _in,
    "__unmask_not_in__": _not_in,
    "__unmask_item__": _item,
    "__unmask_both__": _both,
    "__unmask_case__": _chosen,
    "__unmask_attr__": attribute,
    "__unmask_made__": made,
    "__unmask_ran__": RAN,
    "__unmask_word__": turns.word,
    "__unmask_shifted__": turns.shifted,
    "__unmask_mask__": turns.mask,
    "__unmask_filled__": turns.filled,
    "__unmask_bit__": turns.bit,
}


def install() -> None:
    """Put the functions where rewritten code finds them."""
    for name, value in HELPERS.items():
        setattr(builtins, name, value)
