"""All unpackers: to add one, write a module with a claim and an opening, and add a line."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from scanner.model.artifact import NATIVE_KINDS, SCRIPT_KINDS
from scanner.model.artifact import ArtifactKind as Kind
from scanner.unpack import (
    apple_volume,
    ar,
    asar,
    batch,
    bun,
    cab,
    command_lines,
    commands,
    cpio,
    deno,
    disk_image,
    dockerfile,
    dotnet,
    embedded,
    inline,
    inno_setup,
    inside,
    makefile,
    markup,
    msi,
    node_sea,
    nsis,
    nuitka,
    overlay,
    pages_in_code,
    partitions,
    pe_resources,
    prompt_files,
    pyinstaller,
    rpm,
    seven_zip,
    source_map,
    squashfs,
    streams,
    tar,
    vercel_pkg,
    xar,
)
from scanner.unpack import zip as zip_archive
from scanner.unpack.sink import Sink
from scanner.unpack.source import Source

_TEXTS = SCRIPT_KINDS | {Kind.JSON, Kind.HTML, Kind.XML, Kind.TEXT, Kind.CSS, Kind.MARKDOWN, Kind.SOURCE_MAP}
_PAGE_WRITERS = frozenset({Kind.JAVASCRIPT, Kind.TYPESCRIPT, Kind.PYTHON})
"""Languages in which texts of pages are looked for."""
_CARRIERS = NATIVE_KINDS | SCRIPT_KINDS | {Kind.UNKNOWN, Kind.DATA, Kind.IMAGE}
"""What a zip archive may lie behind: its directory is read from the end."""

_RECIPES = frozenset({Kind.SHELL, Kind.TEXT, Kind.UNKNOWN, Kind.POWERSHELL, Kind.BATCH, Kind.PYTHON, Kind.JAVASCRIPT, Kind.YAML})
"""What the words of a recipe may be taken for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opener:
    """One line of the list."""

    name: str
    """As coverage names the worker."""
    kinds: frozenset[Kind]
    """What the bytes are by themselves."""
    open: Callable[[Source, Sink], None]
    claims: Callable[[Source], bool] | None = None
    """True when there is something to open; None: always."""
    gives: Kind | None = None
    """The kind of what it claims; None: the kind stays."""
    is_last_resort: bool = False
    """True: only asked where no other opener found anything."""


OPENERS: tuple[Opener, ...] = (
    Opener(name="gzip", kinds=frozenset({Kind.GZIP}), open=streams.open_gzip),
    Opener(name="xz", kinds=frozenset({Kind.XZ}), open=streams.open_xz),
    Opener(name="zstd", kinds=frozenset({Kind.ZSTD}), open=streams.open_zstd),
    Opener(name="bzip2", kinds=frozenset({Kind.BZIP2}), open=streams.open_bzip2),
    Opener(name="zlib", kinds=frozenset({Kind.ZLIB}), open=streams.open_zlib),
    Opener(name="lz4", kinds=frozenset({Kind.LZ4}), open=streams.open_lz4),
    Opener(name="brotli", kinds=frozenset({Kind.BROTLI}), open=streams.open_brotli),
    Opener(name="tar", kinds=frozenset({Kind.TAR}), open=tar.open_tar),
    Opener(name="zip", kinds=frozenset({Kind.ZIP, Kind.CRX}), open=zip_archive.open_zip),
    Opener(name="ar", kinds=frozenset({Kind.AR, Kind.DEB, Kind.STATIC_LIBRARY}), open=ar.open_ar),
    Opener(name="rpm", kinds=frozenset({Kind.RPM}), open=rpm.open_rpm),
    Opener(name="cpio", kinds=frozenset({Kind.CPIO}), open=cpio.open_cpio),
    Opener(name="squashfs", kinds=frozenset({Kind.SQUASHFS}), open=squashfs.open_squashfs),
    Opener(name="7z", kinds=frozenset({Kind.SEVEN_ZIP}), open=seven_zip.open_seven_zip),
    Opener(name="cab", kinds=frozenset({Kind.CAB}), open=cab.open_cab),
    Opener(name="msi", kinds=frozenset({Kind.MSI}), open=msi.open_msi),
    Opener(name="xar", kinds=frozenset({Kind.XAR}), open=xar.open_xar),
    Opener(name="pbzx", kinds=frozenset({Kind.PBZX}), open=xar.open_pbzx),
    Opener(name="disk-image", kinds=frozenset({Kind.DMG}), open=disk_image.open_disk_image),
    Opener(name="partitions", kinds=frozenset({Kind.DISK}), open=partitions.open_disk),
    Opener(name="hfs-plus", kinds=frozenset({Kind.HFS_PLUS}), open=apple_volume.open_hfs_plus),
    Opener(name="apfs", kinds=frozenset({Kind.APFS}), open=apple_volume.open_apfs),
    Opener(name="asar", kinds=frozenset({Kind.ASAR}), open=asar.open_asar),
    Opener(name="pyz", kinds=frozenset({Kind.PYZ}), open=pyinstaller.open_pyz),
    Opener(name="source-map", kinds=frozenset({Kind.SOURCE_MAP}), open=source_map.open_source_map),
    Opener(name="bun", kinds=NATIVE_KINDS, claims=bun.holds_bun, open=bun.open_bun, gives=Kind.BUN),
    Opener(
        name="appimage",
        kinds=frozenset({Kind.ELF}),
        claims=squashfs.holds_squashfs,
        open=squashfs.open_squashfs,
        gives=Kind.APPIMAGE,
    ),
    Opener(
        name="node-sea",
        kinds=NATIVE_KINDS,
        claims=node_sea.holds_node_sea,
        open=node_sea.open_node_sea,
        gives=Kind.NODE_SEA,
    ),
    Opener(name="pkg", kinds=NATIVE_KINDS, claims=vercel_pkg.holds_pkg, open=vercel_pkg.open_pkg, gives=Kind.VERCEL_PKG),
    Opener(name="deno", kinds=NATIVE_KINDS, claims=deno.holds_deno, open=deno.open_deno, gives=Kind.DENO),
    Opener(
        name="pyinstaller",
        kinds=NATIVE_KINDS,
        claims=pyinstaller.holds_pyinstaller,
        open=pyinstaller.open_pyinstaller,
        gives=Kind.PYINSTALLER,
    ),
    Opener(
        name="dotnet",
        kinds=NATIVE_KINDS,
        claims=dotnet.holds_dotnet_bundle,
        open=dotnet.open_dotnet_bundle,
        gives=Kind.DOTNET_BUNDLE,
    ),
    Opener(
        name="nuitka",
        kinds=NATIVE_KINDS | {Kind.UNKNOWN},
        claims=nuitka.holds_nuitka,
        open=nuitka.open_nuitka,
        gives=Kind.NUITKA,
    ),
    Opener(name="nsis", kinds=frozenset({Kind.PE}), claims=nsis.holds_nsis, open=nsis.open_nsis, gives=Kind.NSIS),
    Opener(
        name="inno-setup",
        kinds=frozenset({Kind.PE}),
        claims=inno_setup.holds_inno_setup,
        open=inno_setup.open_inno_setup,
        gives=Kind.INNO_SETUP,
    ),
    Opener(name="resources", kinds=frozenset({Kind.PE}), claims=pe_resources.holds_resources, open=pe_resources.open_resources),
    Opener(name="fat-macho", kinds=frozenset({Kind.MACHO}), claims=overlay.is_fat, open=overlay.open_fat),
    Opener(name="zip-behind", kinds=_CARRIERS, claims=zip_archive.ends_like_zip, open=zip_archive.open_zip),
    Opener(name="inside", kinds=frozenset({Kind.UNKNOWN}), claims=inside.holds_archives, open=inside.open_archives),
    Opener(name="markup", kinds=frozenset({Kind.HTML, Kind.XML}), claims=markup.holds_scripts, open=markup.open_markup),
    Opener(name="pages-in-code", kinds=_PAGE_WRITERS, claims=pages_in_code.holds_pages, open=pages_in_code.open_pages),
    Opener(name="embedded", kinds=_TEXTS, claims=embedded.hides_content, open=embedded.open_embedded),
    *(
        Opener(
            name=f"commands in {kind.value}", kinds=frozenset({kind}), claims=partial(commands.holds_commands, kind),
            open=partial(commands.open_commands, kind),
        )
        for kind in (Kind.JSON, Kind.YAML, Kind.TOML, Kind.PLIST, Kind.XML)
    ),
    Opener(name="unit", kinds=frozenset({Kind.TEXT, Kind.UNKNOWN}), claims=commands.holds_unit, open=commands.open_unit),
    Opener(
        name="unit by name", kinds=frozenset({Kind.SHELL}), claims=commands.is_unit_by_name, open=commands.open_unit, gives=Kind.TEXT,
    ),
    Opener(
        name="dockerfile", kinds=_RECIPES, claims=dockerfile.is_dockerfile, open=dockerfile.open_dockerfile, gives=Kind.TEXT,
    ),
    Opener(
        name="command lines", kinds=_RECIPES | {Kind.JSON}, claims=command_lines.holds_command_lines, open=command_lines.open_command_lines,
        gives=Kind.TEXT,
    ),
    Opener(name="makefile", kinds=_RECIPES, claims=makefile.is_makefile, open=makefile.open_makefile, gives=Kind.TEXT),
    Opener(
        name="prompt", kinds=frozenset({Kind.MARKDOWN}), claims=prompt_files.holds_prompt_commands, open=prompt_files.open_prompt,
    ),
    Opener(name="inline", kinds=frozenset({Kind.SHELL}), claims=inline.names_interpreter, open=inline.open_inline),
    Opener(name="batch", kinds=frozenset({Kind.BATCH}), claims=batch.names_interpreter, open=batch.open_batch_file),
    Opener(name="overlay", kinds=NATIVE_KINDS, claims=overlay.has_overlay, open=overlay.open_overlay, is_last_resort=True),
)


def openers_for(source: Source, kind: Kind) -> tuple[Opener, ...]:
    """The openers that find something in a content, in the order of the list."""
    found: list[Opener] = []
    for opener in OPENERS:
        if kind not in opener.kinds or (opener.is_last_resort and found):
            continue
        if opener.claims is None or opener.claims(source):
            found.append(opener)
    return tuple(found)
