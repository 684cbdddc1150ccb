"""Stands for `dateutil.parser`."""

import datetime
import re

_FORMS = (
    "%Y-%m-%d", "%Y/%m/%d", "%d.%m.%Y", "%m/%d/%Y", "%d %B %Y", "%B %d, %Y", "%b %d, %Y", "%d %b %Y", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S",
    "%H:%M", "%H:%M:%S", "%a, %d %b %Y %H:%M:%S",
)  # fmt: skip


class ParserError(ValueError):
    pass


def parse(text, *_, default=None, **__):
    if isinstance(text, datetime.datetime):
        return text
    text = str(text).strip()
    try:
        return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        pass
    text = re.sub(r"\s+(GMT|UTC)$", "", text)
    for form in _FORMS:
        try:
            return datetime.datetime.strptime(text, form)
        except ValueError:
            continue
    raise ParserError(f"Unknown string format: {text}")


isoparse = parse
UnknownTimezoneWarning = RuntimeWarning
