#!/usr/bin/env python3
"""anyprovider - one command line for every OpenAI-compatible endpoint.

The endpoint is whatever OPENAI_BASE_URL (or --base-url) says. Providers differ
in parameter names, paths and extra headers; the table below adapts a request
to the configured host. `--explain` prints the request instead of sending it.
"""
import argparse
import json
import os
import re
import sys
from dataclasses import dataclass, field
from typing import Any, Callable
from urllib.parse import urlsplit

import httpx

Body = dict[str, Any]


def _rename(old: str, new: str) -> Callable[[Body], None]:
    def change(body: Body) -> None:
        if old in body:
            body[new] = body.pop(old)
    return change


def _drop(*names: str) -> Callable[[Body], None]:
    def change(body: Body) -> None:
        for n in names:
            body.pop(n, None)
    return change


def _dashscope_thinking(body: Body) -> None:
    # Qwen's endpoint refuses thinking for non-streamed calls.
    if not body.get("stream"):
        body["enable_thinking"] = False


def _strip_cache_marks(body: Body) -> None:
    # cache_control blocks are an Anthropic/OpenRouter extension; others answer 400.
    for m in body["messages"]:
        if isinstance(m["content"], list):
            m["content"] = "\n".join(part["text"] for part in m["content"])


@dataclass(frozen=True)
class Provider:
    name: str
    host: re.Pattern[str]
    path: str = "/chat/completions"
    auth: str = "Authorization"
    headers: dict[str, str] = field(default_factory=dict)
    changes: tuple[Callable[[Body], None], ...] = ()


PROVIDERS = (
    Provider("openai", re.compile(r"(^|\.)openai\.com$"), changes=(_rename("max_tokens", "max_completion_tokens"), _strip_cache_marks)),
    Provider("azure", re.compile(r"\.(openai\.azure|cognitiveservices\.azure)\.com$"), auth="api-key",
             path="/chat/completions?api-version=2024-10-21", changes=(_drop("model"), _strip_cache_marks)),
    Provider("openrouter", re.compile(r"^openrouter\.ai$"),
             headers={"HTTP-Referer": "https://github.com/anyprovider/anyprovider", "X-Title": "anyprovider"}),
    Provider("deepseek", re.compile(r"^api\.deepseek\.com$"), changes=(_drop("seed", "parallel_tool_calls"), _strip_cache_marks)),
    Provider("moonshot", re.compile(r"^api\.moonshot\.(cn|ai)$"), changes=(_drop("logit_bias"), _strip_cache_marks)),
    Provider("dashscope", re.compile(r"^dashscope(-intl)?\.aliyuncs\.com$"), changes=(_dashscope_thinking, _strip_cache_marks)),
    Provider("mistral", re.compile(r"^api\.mistral\.ai$"), changes=(_rename("seed", "random_seed"), _strip_cache_marks)),
    Provider("groq", re.compile(r"^api\.groq\.com$"), changes=(_drop("logprobs", "logit_bias"), _strip_cache_marks)),
    Provider("local", re.compile(r"^(localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|.*\.local)$"), changes=(_strip_cache_marks,)),
)
GENERIC = Provider("generic", re.compile(""), changes=(_strip_cache_marks,))


def provider_for(base_url: str) -> Provider:
    host = (urlsplit(base_url).hostname or "").lower()
    return next((p for p in PROVIDERS if p.host.search(host)), GENERIC)


def build(args: argparse.Namespace, prompt: str) -> tuple[str, dict[str, str], Body]:
    p = provider_for(args.base_url)
    body: Body = {
        "model": args.model,
        "messages": [{"role": "user", "content": [{"type": "text", "text": prompt, "cache_control": {"type": "ephemeral"}}]}],
        "max_tokens": args.max_tokens,
    }
    if args.seed is not None:
        body["seed"] = args.seed
    for change in p.changes:
        change(body)
    key = os.environ.get("OPENAI_API_KEY", "")
    headers = {p.auth: key if p.auth != "Authorization" else f"Bearer {key}", **p.headers}
    return args.base_url.rstrip("/") + p.path, headers, body


def main() -> int:
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("prompt", nargs="*")
    ap.add_argument("--base-url", default=os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1"))
    ap.add_argument("--model", default=os.environ.get("OPENAI_MODEL", "gpt-5-mini"))
    ap.add_argument("--max-tokens", type=int, default=2048)
    ap.add_argument("--seed", type=int)
    ap.add_argument("--explain", action="store_true", help="print the request and stop")
    args = ap.parse_args()
    prompt = " ".join(args.prompt) or sys.stdin.read()
    url, headers, body = build(args, prompt)
    if args.explain:
        shown = {k: "***" if k in ("Authorization", "api-key") else v for k, v in headers.items()}
        print(json.dumps({"provider": provider_for(args.base_url).name, "url": url, "headers": shown, "body": body}, indent=2))
        return 0
    # httpx honours HTTPS_PROXY / NO_PROXY by itself; a proxy with TLS inspection needs the company's CA.
    with httpx.Client(timeout=120, verify=os.environ.get("SSL_CERT_FILE") or True) as http:
        reply = http.post(url, headers=headers, json=body)
    if reply.is_error:
        print(f"{provider_for(args.base_url).name}: HTTP {reply.status_code}: {reply.text[:500]}", file=sys.stderr)
        return 1
    print(reply.json()["choices"][0]["message"]["content"])
    return 0


if __name__ == "__main__":
    sys.exit(main())
