"""Stands for `babel.numbers`."""

from _unmask.anything import fallback
from _unmask.channel import FACTS as _FACTS
from _unmask.channel import read as _read

__getattr__ = fallback("babel")


def format_decimal(value, *_, **__):
    return f"{value:,}"


format_number = format_decimal


def format_currency(value, currency, *_, **__):
    return f"{currency}{value:,.2f}"


def format_percent(value, *_, **__):
    return f"{value:.0%}"


def get_territory_currencies(territory, *_, **__):
    _read("currency")
    return [str(_FACTS.get("currency", "SGD"))]


def get_currency_symbol(currency, *_, **__):
    return currency
