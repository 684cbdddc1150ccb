"""Stands for `tabulate`."""


def tabulate(rows, headers=(), *_, **__):
    lines = [headers] if headers and not isinstance(headers, str) else []
    found = [list(one.values()) if isinstance(one, dict) else list(one) for one in rows]
    return "\n".join("  ".join(map(str, one)) for one in [*lines, *found])


simple_separated_format = str
tabulate_formats = ["plain", "simple", "grid", "github"]
