"""Identifiers that a generator of the world gave are told from those that a program makes up."""

import base64
import uuid

import pytest

from scanner.world.drawn import random_block, without_drawn

BLOCK = random_block(7)
DRAWN = [
    str(uuid.UUID(bytes=BLOCK[:16], version=4)),
    uuid.UUID(bytes=BLOCK[:16], version=4).hex,
    BLOCK.hex(),
    base64.b64encode(BLOCK[:18]).decode(),
    base64.urlsafe_b64encode(BLOCK[:18]).decode(),
]


@pytest.mark.parametrize("token", DRAWN)
def test_an_identifier_that_was_drawn_has_no_say(token: str) -> None:
    assert without_drawn(f"id={token};") == without_drawn(f"id={random_block(8).hex()};") != f"id={token};"


@pytest.mark.parametrize("token", [f"a1{DRAWN[0][2:]}", f"{DRAWN[0][:-1]}{int(DRAWN[0][-1], 16) ^ 1:x}", f"{DRAWN[2][:-2]}00", "0" * 32, "deadbeefdeadbeefdeadbeefdeadbeef", "understanding", "Asia/Shanghai", ""])
def test_any_other_text_stays_as_it_is(token: str) -> None:
    assert without_drawn(token) == token
