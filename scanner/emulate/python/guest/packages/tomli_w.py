"""Stands for `tomli_w`."""

from toml import dumps


def dump(value, file, **_):
    file.write(dumps(value).encode())
