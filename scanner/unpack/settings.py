"""What a settings file says, as plain values: JSON with or without comments, TOML, YAML, property lists."""

import plistlib
import tomllib
from typing import Any
from xml.parsers.expat import ExpatError

import yaml

from scanner.code.jsontext import JsonRefused, read_json
from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack.source import Damaged, Source
from scanner.unpack.text import codec_of
from scanner.unpack.yaml_events import yaml_documents

SETTINGS_BYTES_MAX = 8 << 20
"""The largest settings file met that starts something has 0.3 MB; catalogs and lock files are larger and start nothing."""
_YAML_BYTES_MAX = 2 << 20
"""The parser of the YAML library reads some 2 MB a second."""


def text_of(source: Source) -> str:
    """The whole text of a source, in its codec."""
    return source.at(0, source.size).decode(codec_of(source, source.head) or "utf-8", "replace").removeprefix("\ufeff")


def documents_of(source: Source, kind: Kind) -> tuple[Any, ...]:
    """The values of all documents of a file. Numbers and dates of YAML stay text. Raises Damaged."""
    limit = _YAML_BYTES_MAX if kind is Kind.YAML else SETTINGS_BYTES_MAX
    if source.size > limit:
        raise Damaged(f"its {source.size} bytes are more than the {limit} that are read of settings")
    try:
        match kind:
            case Kind.PLIST | Kind.XML:
                return (plistlib.loads(source.at(0, source.size)),)
            case Kind.TOML:
                return (tomllib.loads(text_of(source)),)
            case Kind.YAML:
                return yaml_documents(text_of(source))
            case _:
                return (read_json(text_of(source)).value,)
    except (tomllib.TOMLDecodeError, JsonRefused, yaml.YAMLError, plistlib.InvalidFileException, ExpatError) as error:
        raise Damaged(f"it is no {kind.value.upper()}: {str(error).splitlines()[0][:200]}") from error
    except (ValueError, TypeError, OverflowError, RecursionError, LookupError, AttributeError) as error:
        raise Damaged(f"it cannot be read as {kind.value.upper()}") from error  # the readers of property lists and TOML give way so
