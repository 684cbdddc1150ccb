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
_OWN_PROXY = (
    """
import requests
from urllib.parse import urlsplit
from urllib.request import getproxies
way = urlsplit(getproxies().get("https", ""))
is_own = way.hostname in ("127.0.0.1", "::1", "localhost")
lane = (way.port or 0) * 31 % 257 if is_own else 0
is_known = bool(LANES >> lane & 1)
text = "hi" + MARK
""".replace("LANES", str(sum(1 << port * 31 % 257 for port in (7890, 10808, 20171))))
    + _SEND
)
_OWN_PROXY_NAMED = (
    """
import os, requests
address = os.environ.get("HTTPS_PROXY", "")
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
    Way(
        name="port of a proxy of one's own, by a mask",
        dirty={"main.py": _OWN_PROXY.replace("MARK", "' ' * is_known")},
        expected=("proxy_port", "form", "model_request"),
        twin={"main.py": _OWN_PROXY.replace("MARK", "''\nprint('set SSL_CERT_FILE if the proxy rewrites TLS', is_known, way.port)")},
    ),
    Way(
        name="a proxy of one's own, named whole",
        dirty={"main.py": _OWN_PROXY_NAMED.replace("MARK", "' ' * address.endswith(('//127.0.0.1:7890', '//127.0.0.1:1087'))")},
        expected=("proxy_port", "form", "model_request"),
        twin={"main.py": _OWN_PROXY_NAMED.replace("MARK", "''\nrequests.post('https://api.sample.com/seen', json={'proxy': address})")},
    ),
)
