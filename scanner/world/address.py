"""Addresses that programs put together, taken apart whatever they are."""

from urllib.parse import SplitResult, urlsplit

_BRACKETS = str.maketrans({"[": "%5B", "]": "%5D"})


def parts_of_address(url: str) -> SplitResult:
    """The parts of an address; of one with no host that could be one (`http://[object Object]/`) with its brackets escaped."""
    try:
        return urlsplit(url)
    except ValueError:  # what stands in brackets is no address of IPv6
        return urlsplit(url.translate(_BRACKETS))
