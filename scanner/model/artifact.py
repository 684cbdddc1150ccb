"""What is examined: bytes with a digest, a kind and the way that led to them."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NewType

ByteOffset = NewType("ByteOffset", int)
"""Counts from 0 in the bytes of one artifact."""
LineNumber = NewType("LineNumber", int)
"""Counts from 1."""
ColumnNumber = NewType("ColumnNumber", int)
"""Counts from 1, in characters."""
Sha256 = NewType("Sha256", str)
"""64 lower-case hexadecimal digits."""

TRAIL_SEPARATOR = "!/"
"""Joins the steps of a trail in `subject` (CONTRACT: `outer.tgz!/package/cli.js`)."""

BYTECODE_STEP = "#bytecode"
"""Follows the step of a module in the trail of the bytecode that was compiled from it."""
SHARED_STEP = "({count} modules)"
"""Stands for the modules of a container where one piece of bytecode was compiled from several of them."""
SOURCE_MAP_ORIGIN = "source map"
"""Origin of the sources that a source map carries."""
SOURCE_MAP_STEP = "#source-map"
"""Follows the step of a module in the trail of the source map that its container stores beside it."""

COMMAND = "command"
"""Origin of a command line that stands in settings or in a document."""
AGENT_COMMAND = "command of an agent"
"""Origin of a command line that an agent runs, and whose output it reads."""


class ArtifactKind(StrEnum):
    """What the content is, decided by its bytes; the name decides only between kinds that bytes cannot tell apart."""

    # containers
    TAR = "tar"
    ZIP = "zip"
    AR = "ar"
    DEB = "deb"
    RPM = "rpm"
    CPIO = "cpio"
    SQUASHFS = "squashfs"
    APPIMAGE = "appimage"
    ASAR = "asar"
    CRX = "crx"
    BUN = "bun"
    NODE_SEA = "node-sea"
    VERCEL_PKG = "vercel-pkg"
    DENO = "deno"
    PYINSTALLER = "pyinstaller"
    PYZ = "pyz"
    """Archive of Python modules that PyInstaller makes."""
    DOTNET_BUNDLE = "dotnet-bundle"
    DMG = "dmg"
    MSI = "msi"
    CAB = "cab"
    SEVEN_ZIP = "7z"
    XAR = "xar"
    PBZX = "pbzx"
    """xz-compressed pieces behind lengths, as installers of macOS hold their payload."""
    NSIS = "nsis"
    INNO_SETUP = "inno-setup"
    NUITKA = "nuitka"
    DISK = "disk"
    """A disk with a table of partitions, sector for sector."""
    HFS_PLUS = "hfs-plus"
    APFS = "apfs"
    ISO_9660 = "iso-9660"
    FLATPAK = "flatpak"
    # compressed streams
    GZIP = "gzip"
    XZ = "xz"
    ZSTD = "zstd"
    BZIP2 = "bzip2"
    BROTLI = "brotli"
    ZLIB = "zlib"
    LZ4 = "lz4"
    # native code and bytecode
    ELF = "elf"
    MACHO = "macho"
    PE = "pe"
    WASM = "wasm"
    JAVA_CLASS = "java-class"
    PYTHON_BYTECODE = "python-bytecode"
    JS_BYTECODE = "js-bytecode"
    STATIC_LIBRARY = "static-library"
    # code as text
    JAVASCRIPT = "javascript"
    TYPESCRIPT = "typescript"
    PYTHON = "python"
    SHELL = "shell"
    POWERSHELL = "powershell"
    BATCH = "batch"
    RUBY = "ruby"
    PERL = "perl"
    PHP = "php"
    LUA = "lua"
    # structured text and data
    SOURCE_MAP = "source-map"
    JSON = "json"
    YAML = "yaml"
    TOML = "toml"
    XML = "xml"
    PLIST = "plist"
    HTML = "html"
    CSS = "css"
    MARKDOWN = "markdown"
    TEXT = "text"
    SQLITE = "sqlite"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    FONT = "font"
    DATA = "data"
    """Recognised data that cannot run: ICU tables, time-zone files, certificates, signatures, model vocabularies."""
    EMPTY = "empty"
    UNKNOWN = "unknown"
    """Bytes whose format is not recognised. High entropy or executable-looking ones are a gap, see `scanner.unpack`."""


SCRIPT_KINDS = frozenset(
    {
        ArtifactKind.JAVASCRIPT,
        ArtifactKind.TYPESCRIPT,
        ArtifactKind.PYTHON,
        ArtifactKind.SHELL,
        ArtifactKind.POWERSHELL,
        ArtifactKind.BATCH,
        ArtifactKind.RUBY,
        ArtifactKind.PERL,
        ArtifactKind.PHP,
        ArtifactKind.LUA,
    }
)
"""Code as text: can run when an interpreter is given it."""

NATIVE_KINDS = frozenset({ArtifactKind.ELF, ArtifactKind.MACHO, ArtifactKind.PE})

SELF_CONTAINED_KINDS = frozenset(
    {
        ArtifactKind.APPIMAGE,
        ArtifactKind.BUN,
        ArtifactKind.NODE_SEA,
        ArtifactKind.VERCEL_PKG,
        ArtifactKind.DENO,
        ArtifactKind.PYINSTALLER,
        ArtifactKind.DOTNET_BUNDLE,
        ArtifactKind.NSIS,
        ArtifactKind.INNO_SETUP,
        ArtifactKind.NUITKA,
    }
)
"""Native executables that carry a payload: a container and native code at once (ELF, Mach-O or PE by their first bytes)."""

BYTECODE_KINDS = frozenset(
    {
        ArtifactKind.WASM,
        ArtifactKind.JAVA_CLASS,
        ArtifactKind.PYTHON_BYTECODE,
        ArtifactKind.JS_BYTECODE,
    }
)

EXECUTABLE_KINDS = SCRIPT_KINDS | NATIVE_KINDS | BYTECODE_KINDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """How a text with its literals decoded lies over the artifact that it was made from."""

    artifact: Sha256
    """Digest of the original, whose trail is that of the fold without its last step."""
    content: Path
    """The original's bytes."""
    segments: Path
    """File of the pieces that differ, as `scanner.code.fold` reads and writes it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """Bytes that were read, with where they came from."""

    sha256: Sha256
    kind: ArtifactKind
    trail: tuple[str, ...]
    """The subject as the user named it, then one step for each container opened. Never empty."""
    size_bytes: int
    content: Path
    """A readable file that holds exactly these bytes. Never written to. In the work folder, or the user's own file."""
    encoding: str | None = None
    """Python codec of a text artifact where the container states one ("latin-1", "utf-16-le"); None: detect."""
    origin: str | None = None
    """What made these bytes when they do not lie as they are in the container ("zstd", "source-map", "base64 literal at 120")."""
    is_entry: bool = False
    """True for what the container or manifest names as started first (main, bin, entry module, entry point)."""
    fold: Fold | None = None
    """Set on a text that stands for another artifact: evidence found in it points at the original. None: all else."""

    @property
    def subject(self) -> str:
        """The trail as one string, as coverage and reports name it."""
        return TRAIL_SEPARATOR.join(self.trail)

    @property
    def name(self) -> str:
        """The last path component of the innermost step."""
        return self.trail[-1].rstrip("/").rsplit("/", 1)[-1]
