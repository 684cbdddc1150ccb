"""A machine of many people."""

import subprocess
import sys
from pathlib import Path

from benchmarks.discover import EXTENSIONS, NPM, build

HOMES = 200
PROGRAM = """
import re, resource, sys
from pathlib import Path
from scanner.discover.target import Target
from tests.discover.hosts import discovered
inventory = discovered(Target(root=Path(sys.argv[1]), host="fixture"))
used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
mib = int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
print(len(inventory.installations), len(inventory.servers), sum(one.ru_utime + one.ru_stime for one in used), mib)
"""


def test_two_hundred_homes_with_25_tools_each(tmp_path: Path) -> None:
    """In time of the processor: other work on the machine is not ours to measure."""
    build(tmp_path, HOMES)
    done = subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path)], capture_output=True, text=True, check=True)
    tools, servers, seconds, mib = map(float, done.stdout.split())
    assert len(NPM) + len(EXTENSIONS) == 25
    assert (tools, servers) == (HOMES * 25, HOMES * 2)
    assert seconds < 60
    assert mib < 300
