"""The tools that `unmask` is held beside: commands that examine one file with each."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

PINNED = ("guarddog==3.2.0", "yara-python==4.5.4")
RULE = """
rules:
  - id: time-zone-read
    languages: [javascript]
    severity: INFO
    message: reads the time zone
    pattern: Intl.DateTimeFormat().resolvedOptions().timeZone
"""


def semgrep(file: Path, folder: Path, cores: int) -> list[str]:
    """One rule that names what the code reads; semgrep is a dependency of the project."""
    (folder / "rule.yaml").write_text(RULE)
    return [str(Path(sys.executable).with_name("semgrep")), "scan", "--metrics=off", "--disable-version-check", "--max-target-bytes=0",
            "--timeout=0", f"--jobs={cores}", "--config", str(folder / "rule.yaml"), str(file)]  # fmt: skip


def guarddog(file: Path, folder: Path, cores: int) -> list[str]:
    """Its rules for source code, over a package that holds the file alone. It takes no number of cores."""
    package = folder / "package-for-guarddog"
    package.mkdir(exist_ok=True)
    shutil.copyfile(file, package / file.name)
    (package / "package.json").write_text('{"name": "subject", "version": "1.0.0"}')
    return [str(_environment() / "bin" / "guarddog"), "npm", "scan", str(package)]


def yara(file: Path, folder: Path, cores: int) -> list[str]:
    """One pass of YARA with rules of the kind that capability scanners use (`capabilities.yar`). It works on one core."""
    program = (
        "import sys, yara\n"
        "found = yara.compile(filepath=sys.argv[1]).match(sys.argv[2], timeout=600)\n"
        "print(*(match.rule for match in found))\n"
    )
    return [str(_environment() / "bin" / "python"), "-c", program, str(Path(__file__).with_name("capabilities.yar")), str(file)]


def _environment() -> Path:
    """The environment of the peers, made on first use. Raises CalledProcessError where the package index is out of reach."""
    home = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "unmask-benchmarks" / "-".join(PINNED)
    if not (home / ".ready").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        install = [str(home / "bin" / "pip"), "install", "--quiet", "--disable-pip-version-check", *PINNED]
        subprocess.run(install, check=True, capture_output=True)
        (home / ".ready").touch()
    return home
