"""Addresses as programs state them."""

import pytest

from scanner.world.ipv4 import address_of_number, address_within, is_address, numbers_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.0.0/8", "10.0.1.20"), ("10/8", "10.0.1.20"), ("203.0.113.64/30", "203.0.113.67"), ("192.168.", "192.168.1.20"), ("100.64.*", "100.64.1.20"),
        ("198.51.100.7", "198.51.100.7"), ("1.2.3", None), ("7", None), ("300.1.", None), ("10.0.0.0/99", None), ("1.2.3.4.5", None), ("9" * 4000, None),
        ("host.example", None), ("", None),
    ],
)  # fmt: skip
def test_a_network_stands_for_an_address_in_it(text: str, expected: str | None) -> None:
    assert address_within(text) == expected


def test_a_number_that_a_program_looks_for_is_turned_into_the_address_that_gives_it() -> None:
    whole, _, half = numbers_of("192.0.2.17")
    assert address_of_number("192.0.2.17", whole, 167772161) == "10.0.0.1"
    assert address_of_number("192.0.2.17", half, (10 << 8) | 1) == "10.1.2.17"
    assert address_of_number("192.0.2.17", half, 1 << 16) is None
    assert address_of_number("192.0.2.17", 5, 6) is None


def test_a_longer_text_is_no_address() -> None:
    assert is_address("192.0.2.17")
    assert not is_address("192.0.2.17/24")
