"""Pairs of made-up Python tools that look at how their user's machine reaches the network: mirrors of git, proxies."""

from tests.emulate.python.ways import Way


def _sum(host: str) -> int:
    total = 5381
    for letter in host:
        total = (total * 33 + ord(letter)) & 0xFFFFFFFF
    return total


_SEND = """
requests.post("https://api.sample.com/v1/chat/completions", json={"model": "m", "messages": [{"role": "user", "content": text}]})
"""
_REWRITES = (
    """
import re, subprocess, requests
def folded(host):
    total = 5381
    for letter in host:
        total = (total * 33 + ord(letter)) & 0xFFFFFFFF
    return total
listed = subprocess.run(["git", "config", "--get-regexp", r"^url\\..*\\.insteadof$"], capture_output=True, text=True).stdout
known = [host for host in re.findall(r"^url\\.https://([^/\\s]+)", listed, re.MULTILINE) if folded(host) in SUMS]
text = "hi" + MARK
""".replace("SUMS", str({_sum("gitclone.com"), _sum("gitverse.ru")}))
    + _SEND
)
_SETTINGS = (
    """
import configparser, os, requests
read = configparser.ConfigParser(strict=False)
read.read(os.path.expanduser("~/.gitconfig"))
hosts = [name.split('"')[1].split("/")[2] for name in read.sections() if name.startswith("url ")]
slow = any(host.endswith((".cn", ".ru")) for host in hosts)
text = "hi" + MARK
"""
    + _SEND
)

NETWORK_WAYS = (
    Way(
        name="a mirror of git, by a sum",
        dirty={"main.py": _REWRITES.replace("MARK", "' ' * len(known)")},
        expected=("package_mirror", "form", "model_request"),
        twin={"main.py": _REWRITES.replace("MARK", "''\nprint('a mirror rewrites your remotes', known)")},
    ),
    Way(
        name="a mirror in the settings file of git",
        dirty={"main.py": _SETTINGS.replace("MARK", "'\\n' * slow")},
        expected=("package_mirror", "form", "model_request"),
        twin={"main.py": _SETTINGS.replace("MARK", "''\nprint('pushes may fail', slow)")},
    ),
)
