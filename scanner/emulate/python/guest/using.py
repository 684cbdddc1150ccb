"""A program of the user's own: what it sends shows whether something else changes it on the way."""

from collections.abc import Callable

from .samples import prompt

_URL = "https://api.example.net/v1/chat/completions"


def use() -> None:
    """Ask a model in each of the usual ways."""
    for step in (_requests, _httpx, _library, _openai, _anthropic, _child):
        _done(step)


def _done(step: Callable[[], None]) -> None:
    from .entry import guarded

    guarded(step)


def _body() -> dict[str, object]:
    return {"model": "model-1", "temperature": 0.5, "messages": [{"role": "user", "content": f"It's said: {prompt()}."}]}


def _requests() -> None:
    import requests

    requests.post(_URL, json=_body(), headers={"Authorization": "Bearer key-for-the-made-up-world"})


def _httpx() -> None:
    import httpx

    httpx.post(_URL, json=_body(), headers={"Authorization": "Bearer key-for-the-made-up-world"})


def _library() -> None:
    import json
    import urllib.request

    request = urllib.request.Request(_URL, data=json.dumps(_body()).encode(), headers={"Content-Type": "application/json"})
    urllib.request.urlopen(request).read()


def _openai() -> None:
    import openai

    openai.OpenAI().chat.completions.create(**_body())


def _anthropic() -> None:
    import anthropic

    anthropic.Anthropic().messages.create(max_tokens=100, **_body())


def _child() -> None:
    import subprocess

    subprocess.run(["git", "commit", "-m", f"It's said: {prompt()}."], check=False)
