"""modelrouter - one `completion()` for several providers, with fallbacks, in the manner of litellm.

    router = Router.from_file("router.toml")
    router.completion("fast", messages)

router.toml names the deployments and their order. Nothing else decides who gets a request: `router.trace` lists, for
every call, the deployments tried and why the next one was taken.
"""
from __future__ import annotations

import hashlib
import json
import logging
import os
import random
import socket
import threading
import time
import tomllib
import urllib.error
import urllib.request
from collections import OrderedDict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

log = logging.getLogger("modelrouter")

# host name -> adapter; used when a deployment says nothing about `adapter`
ADAPTERS = (
    ("api.anthropic.com", "anthropic"),
    ("generativelanguage.googleapis.com", "gemini"),
    (".openai.azure.com", "azure"),
    (".openai.azure.cn", "azure"),
    ("api.moonshot.cn", "openai"),
    ("api.moonshot.ai", "openai"),
    ("open.bigmodel.cn", "openai"),
    ("localhost", "openai"),
)


def adapter_for(base: str) -> str:
    host = (urlsplit(base).hostname or "").lower()
    for suffix, name in ADAPTERS:
        if host == suffix or (suffix.startswith(".") and host.endswith(suffix)):
            return name
    return "openai"


@dataclass
class Deployment:
    name: str
    base: str
    model: str
    key_env: str = "OPENAI_API_KEY"
    adapter: str = ""
    rpm: int = 0
    timeout: float = 60
    tokens: float = field(default=0, repr=False)
    stamp: float = field(default=0, repr=False)
    cooldown: float = field(default=0, repr=False)

    def __post_init__(self):
        self.adapter = self.adapter or adapter_for(self.base)
        self.tokens = self.rpm

    def ready(self, now: float) -> str | None:
        if now < self.cooldown:
            return f"cooling down for {self.cooldown - now:.0f} s"
        if not self.rpm:
            return None
        self.tokens = min(self.rpm, self.tokens + (now - self.stamp) * self.rpm / 60)
        self.stamp = now
        if self.tokens < 1:
            return "own rate limit reached"
        self.tokens -= 1
        return None

    def request(self, messages, **kw):
        key = os.environ.get(self.key_env, "")
        headers = {"content-type": "application/json", "user-agent": "modelrouter/2.2"}
        base = self.base.rstrip("/")
        if self.adapter == "anthropic":
            headers |= {"x-api-key": key, "anthropic-version": "2023-06-01"}
            system = "\n".join(m["content"] for m in messages if m["role"] == "system")
            body = {"model": self.model, "max_tokens": kw.pop("max_tokens", 1024), "messages": [m for m in messages if m["role"] != "system"], **kw}
            if system:
                body["system"] = system
            return f"{base}/v1/messages", headers, body
        if self.adapter == "gemini":
            headers["x-goog-api-key"] = key
            contents = [{"role": "model" if m["role"] == "assistant" else "user", "parts": [{"text": m["content"]}]} for m in messages]
            return f"{base}/v1beta/models/{self.model}:generateContent", headers, {"contents": contents}
        if self.adapter == "azure":
            headers["api-key"] = key
            return f"{base}/openai/deployments/{self.model}/chat/completions?api-version=2024-10-21", headers, {"messages": messages, **kw}
        headers["authorization"] = f"Bearer {key}"
        return f"{base}/chat/completions", headers, {"model": self.model, "messages": messages, **kw}

    def text(self, data) -> str:
        if self.adapter == "anthropic":
            return "".join(b.get("text", "") for b in data["content"])
        if self.adapter == "gemini":
            return "".join(p.get("text", "") for p in data["candidates"][0]["content"]["parts"])
        return data["choices"][0]["message"]["content"]


class Router:
    def __init__(self, groups: dict[str, list[Deployment]], cache_size=256, retries=1):
        self.groups = groups
        self.retries = retries
        self.cache: OrderedDict[str, str] = OrderedDict()
        self.cache_size = cache_size
        self.trace: list[dict] = []
        self.lock = threading.Lock()
        # A fleet restarted by one deploy must not retry in step: seed the jitter with host and process.
        self.rng = random.Random(f"{socket.gethostname()}:{os.getpid()}:{time.time_ns()}")

    @classmethod
    def from_file(cls, path="router.toml"):
        with open(path, "rb") as f:
            cfg = tomllib.load(f)
        groups = {g: [Deployment(name=f"{g}/{i}", **d) for i, d in enumerate(ds)] for g, ds in cfg["deployments"].items()}
        for ds in groups.values():
            for d in ds:
                log.info("%s: %s as %s", d.name, urlsplit(d.base).hostname, d.adapter)
        return cls(groups, **cfg.get("router", {}))

    def backoff(self, attempt: int) -> float:
        return min(20.0, 0.5 * 2 ** attempt) * self.rng.uniform(0.75, 1.25)

    def _call(self, d: Deployment, messages, kw):
        url, headers, body = d.request(messages, **dict(kw))
        proxies = urllib.request.getproxies()
        if proxies.get("https") and not urllib.request.proxy_bypass(urlsplit(url).hostname):
            log.debug("%s: through proxy %s", d.name, urlsplit(proxies["https"]).hostname)
        req = urllib.request.Request(url, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(req, timeout=d.timeout) as res:
            return d.text(json.load(res))

    def completion(self, group: str, messages: list[dict], cache=True, **kw) -> str:
        key = hashlib.sha256(json.dumps([group, messages, kw], sort_keys=True).encode()).hexdigest()
        with self.lock:
            if cache and key in self.cache:
                self.cache.move_to_end(key)
                return self.cache[key]
        steps: list[str] = []
        for d in self.groups[group]:
            why = d.ready(time.monotonic())
            if why:
                steps.append(f"{d.name}: {why}")
                continue
            for attempt in range(self.retries + 1):
                try:
                    text = self._call(d, messages, kw)
                except urllib.error.HTTPError as e:
                    steps.append(f"{d.name}: HTTP {e.code}")
                    if e.code == 429:
                        d.cooldown = time.monotonic() + float(e.headers.get("retry-after") or 30)
                        break
                    if e.code < 500:
                        break
                except (urllib.error.URLError, TimeoutError, socket.timeout) as e:
                    steps.append(f"{d.name}: {getattr(e, 'reason', e)}")
                else:
                    steps.append(f"{d.name}: ok")
                    self.trace.append({"group": group, "steps": steps})
                    if cache:
                        with self.lock:
                            self.cache[key] = text
                            while len(self.cache) > self.cache_size:
                                self.cache.popitem(last=False)
                    return text
                time.sleep(self.backoff(attempt))
        self.trace.append({"group": group, "steps": steps})
        raise RuntimeError(f"no deployment of {group!r} answered: " + "; ".join(steps))


if __name__ == "__main__":
    import sys

    logging.basicConfig(level=os.environ.get("LOGLEVEL", "INFO"), format="%(name)s %(message)s")
    router = Router.from_file(os.environ.get("ROUTER_CONFIG", "router.toml"))
    print(router.completion(sys.argv[1], [{"role": "user", "content": " ".join(sys.argv[2:])}]))
    print(*router.trace[-1]["steps"], sep="\n", file=sys.stderr)
