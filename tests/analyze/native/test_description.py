"""Native files as the analyzer describes them: compiled here, damaged here, and real ones of vendors."""

import hashlib
import struct
import zlib
from pathlib import Path

import pytest

from scanner.analyze.native.description import describe
from scanner.attempt import Crew, Refusal, Task
from scanner.model.artifact import ArtifactKind
from scanner.model.coverage import CoverageStatus, Stage
from scanner.model.limits import Limits
from scanner.model.observation import EndpointSeen, NativeDescribed, Observation, SignalRead
from tests.analyze.native.subjects import compiled, subject_of

PROBE = """
#include <locale.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
const char *where = "/etc/machine-id";
const char *host = "https://collect.sample-vendor.io/v1/events";
const char *plain = "https://www.w3.org/1999/xhtml";
int main(void) { setlocale(LC_ALL, ""); puts(nl_langinfo(CODESET)); puts(where); puts(host); puts(plain);
  return socket(AF_INET, SOCK_STREAM, 0); }
"""
ADDER = "int main(int count, char **words) { return count + words[0][0]; }"


def described(observations: tuple[Observation, ...]) -> NativeDescribed:
    (found,) = [one for one in observations if isinstance(one, NativeDescribed)]
    return found


def test_imports_and_texts_name_what_a_program_can_do(tmp_path: Path) -> None:
    examined = describe(subject_of(compiled(tmp_path, PROBE), ArtifactKind.ELF))
    facts = described(examined.observations)
    assert {"locale", "network"} <= set(facts.capabilities)
    assert "locale:setlocale" in facts.capability_imports
    assert (facts.format, facts.is_signed, facts.packer, facts.language) == ("elf", None, None, "c")
    signals = {one.signal: one.reader for one in examined.observations if isinstance(one, SignalRead)}
    assert signals == {"locale": "import of nl_langinfo", "machine_id": "text /etc/machine-id"}


def test_a_program_that_asks_for_nothing_shows_no_signal(tmp_path: Path) -> None:
    examined = describe(subject_of(compiled(tmp_path, ADDER), ArtifactKind.ELF))
    assert described(examined.observations).capabilities == ()
    assert len(examined.observations) == 1


def test_places_point_at_the_bytes_that_they_show(tmp_path: Path) -> None:
    binary = compiled(tmp_path, PROBE)
    content = binary.read_bytes()
    seen = [one for one in describe(subject_of(binary, ArtifactKind.ELF)).observations if isinstance(one, EndpointSeen)]
    assert [(one.host, one.context, one.url) for one in seen] == [
        ("collect.sample-vendor.io", "native", "https://collect.sample-vendor.io/v1/events"),
    ]
    place = seen[0].place
    assert content[place.byte_offset:place.byte_offset + place.byte_length].decode() == place.excerpt


def test_hardening_follows_the_options_of_the_compiler(tmp_path: Path) -> None:
    weak = described(describe(subject_of(compiled(tmp_path, ADDER, "-no-pie", "-Wl,-z,norelro"), ArtifactKind.ELF)).observations)
    strong = described(describe(subject_of(compiled(tmp_path, ADDER, "-pie", "-Wl,-z,now"), ArtifactKind.ELF)).observations)
    assert weak.hardening == ("nx",)
    assert strong.hardening == ("pie", "nx", "relro", "bind_now")


def test_crates_are_read_from_the_audit_section_before_panic_paths(tmp_path: Path) -> None:
    listing = zlib.compress(b'{"packages": [{"name": "sys-locale", "version": "0.3.1"}, {"name": "serde", "version": "1.0.200"}]}')
    bytes_of = ", ".join(map(str, listing))
    source = f'__attribute__((section(".dep-v0"), used)) const unsigned char audit[] = {{{bytes_of}}};\n{ADDER}'
    facts = described(describe(subject_of(compiled(tmp_path, source), ArtifactKind.ELF)).observations)
    assert facts.components == ("pkg:cargo/serde@1.0.200", "pkg:cargo/sys-locale@0.3.1")
    assert (facts.language, facts.capability_imports) == ("rust", ("locale:cargo/sys-locale",))


def test_crates_are_read_from_panic_paths(tmp_path: Path) -> None:
    source = f'const char *at = "/root/.cargo/registry/src/index/whoami-1.5.2/src/lib.rs";\n{ADDER}'
    facts = described(describe(subject_of(compiled(tmp_path, source), ArtifactKind.ELF)).observations)
    assert (facts.components, facts.capabilities) == (("pkg:cargo/whoami@1.5.2",), ("user_name",))


def test_go_build_information_gives_version_and_modules(tmp_path: Path) -> None:
    listing = "0" * 16 + "path\tcmd\nmod\tsample.org/tool\tv1.2.0\th1:x\ndep\tgithub.com/Xuanwo/go-locale\tv1.1.0\th1:y\n" + "0" * 16
    blob = b"\xff Go buildinf:\x08\x02".ljust(32, b"\0") + b"\x08go1.23.4" + bytes((len(listing),)) + listing.encode()
    section = f'__attribute__((section(".go.buildinfo"), used)) const unsigned char info[] = {{{", ".join(map(str, blob))}}};\n'
    facts = described(describe(subject_of(compiled(tmp_path, section + ADDER), ArtifactKind.ELF)).observations)
    assert (facts.language, facts.toolchain) == ("go", "go1.23.4")
    assert facts.components == ("pkg:golang/github.com/Xuanwo/go-locale@v1.1.0", "pkg:golang/sample.org/tool@v1.2.0")
    assert facts.capabilities == ("locale",)


def test_encrypted_code_counts_as_packed(tmp_path: Path) -> None:
    words = bytes((index * index * 2654435761 >> 13) & 0xFF for index in range(1, 98305))
    noise = ", ".join(str(byte ^ (index * 197 & 0xFF)) for index, byte in enumerate(words))
    section = f'__attribute__((section(".vault,\\"ax\\",@progbits#"), used)) const unsigned char code[] = {{{noise}}};\n'
    facts = described(describe(subject_of(compiled(tmp_path, section + ADDER), ArtifactKind.ELF)).observations)
    assert facts.packer == "unknown"


def _assembly(resources: tuple[int, int], *, noise_at: int = 0x1000) -> bytes:
    """A PE for .NET with one section of code, most of it noise; where its header says that the resources are (address, size)."""
    noise = b"".join(hashlib.sha256(bytes((number >> 8, number & 255))).digest() for number in range(4096))
    optional = bytearray(224)
    struct.pack_into("<HBBIIIII", optional, 0, 0x10B, 48, 0, 0x22000, 0, 0, 0, 0x2000)
    struct.pack_into("<IIIHHHHHHIIII", optional, 28, 0x400000, 0x2000, 0x200, 4, 0, 0, 0, 4, 0, 0, 0x40000, 0x200, 0)
    struct.pack_into("<HHIIIIII", optional, 68, 3, 0, 0x100000, 0x1000, 0x100000, 0x1000, 0, 16)
    struct.pack_into("<II", optional, 96 + 14 * 8, 0x2000, 72)
    section = b".text".ljust(8, b"\0") + struct.pack("<IIIIIIHHI", 0x22000, 0x2000, 0x22000, 0x200, 0, 0, 0, 0, 0x60000020)
    head = b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x80).ljust(0x44, b"\0")
    head += b"PE\0\0" + struct.pack("<HHIIIHH", 0x14C, 1, 0, 0, 0, len(optional), 0x2102) + optional + section
    header = struct.pack("<IHHIIIIII", 72, 2, 5, 0x3000, 64, 1, 0, *resources).ljust(72, b"\0")
    text = header.ljust(noise_at, b"\x2a") + noise
    return head.ljust(0x200, b"\0") + text.ljust(0x22000, b"\x2a")


@pytest.mark.parametrize(
    ("resources", "packer"),
    [
        ((0x3000, 0x20000), None),
        ((0, 0), "unknown"),
        ((0x3000, 0x8000), "unknown"),
        ((0x21F00, 0x100), "unknown"),
        ((0xFFFFFFF0, 0xFFFFFFF0), "unknown"),
    ],
)
def test_compressed_resources_of_an_assembly_are_no_packed_code(tmp_path: Path, resources: tuple[int, int], packer: str | None) -> None:
    """A library with a table that it keeps compressed counted as packed; noise that the header does not call a resource is code."""
    path = tmp_path / "sample.dll"
    path.write_bytes(_assembly(resources))
    facts = described(describe(subject_of(path, ArtifactKind.PE)).observations)
    assert (facts.language, facts.packer) == ("dotnet", packer)


def test_the_marker_of_a_packer_names_it(tmp_path: Path) -> None:
    section = '__attribute__((section("UPX1"), used)) const char code[] = "payload";\n'
    assert described(describe(subject_of(compiled(tmp_path, section + ADDER), ArtifactKind.ELF)).observations).packer == "UPX"


@pytest.mark.parametrize("content", [b"", b"\x7fELF", b"MZ" + b"\xff" * 62, b"\xcf\xfa\xed\xfe" + b"\xff" * 60, b"\xca\xfe\xba\xbe" + b"\xff" * 60])
def test_what_is_no_native_file_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sample"
    path.write_bytes(content)
    with pytest.raises(Refusal):
        describe(subject_of(path, ArtifactKind.ELF))


def test_damaged_files_cost_one_attempt_at_most(tmp_path: Path) -> None:
    whole = compiled(tmp_path, PROBE).read_bytes()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    tasks = []
    for index in range(60):
        content = bytearray(whole[:len(whole) * (index % 6 + 1) // 6])
        for step in range(index):
            at = (index * 7919 + step * 104729) % min(4096, len(content))
            content[at] ^= 0xFF >> (step % 3)
        path = tmp_path / f"damaged-{index}"
        path.write_bytes(content)
        tasks.append(Task(stage=Stage.ANALYZE, worker="native", function="scanner.analyze.native.description:describe", subject=path.name,
                          argument=subject_of(path, ArtifactKind.ELF), seconds=20))
    with Crew(jobs=1, limits=Limits(), scratch=scratch) as crew:
        attempts = crew.run_all(tasks)
    assert {attempt.coverage.status for attempt in attempts} <= {CoverageStatus.DONE, CoverageStatus.FAILED}
    assert all(attempt.value is not None or attempt.coverage.reason for attempt in attempts)
    assert sum(attempt.value is not None for attempt in attempts) > 5
