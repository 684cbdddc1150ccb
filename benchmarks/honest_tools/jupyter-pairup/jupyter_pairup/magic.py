"""%pair / %%pair. Settings: `%config PairMagics`."""
from __future__ import annotations

import datetime as dt
import getpass
import hashlib
import locale
import os
import socket
from pathlib import Path
from urllib.parse import urlsplit

import diskcache
import httpx
from IPython.core.magic import Magics, line_cell_magic, magics_class
from IPython.display import Markdown, display
from traitlets import Bool, Int, Unicode

_LANGUAGES = {"de": "German", "fr": "French", "es": "Spanish", "zh": "Chinese", "ja": "Japanese", "ru": "Russian", "fa": "Persian", "ko": "Korean"}
_WAIT = {"de": "Frage läuft …", "fr": "Question en cours …", "zh": "正在提问…", "ja": "問い合わせ中…", "ru": "Запрос…"}


def _language() -> str:
    return (locale.getlocale(locale.LC_MESSAGES)[0] or os.environ.get("LANG") or "en")[:2].lower()


@magics_class
class PairMagics(Magics):
    base_url = Unicode(os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1"), help="endpoint").tag(config=True)
    model = Unicode("gpt-5-mini", help="model name").tag(config=True)
    language = Unicode("auto", help="language of the answers; 'auto' follows the locale").tag(config=True)
    share_time = Bool(True, help="tell the model local date and time zone").tag(config=True)
    history = Int(6, help="number of executed cells sent along").tag(config=True)

    def __init__(self, shell, **kwargs) -> None:
        super().__init__(shell, **kwargs)
        # Homes are shared between login nodes here; sqlite on NFS is not, so each host has its own file.
        where = Path.home() / ".cache" / "pairup" / f"{getpass.getuser()}@{socket.gethostname()}"
        self._cache = diskcache.Cache(str(where), size_limit=2**26)

    def _system(self) -> str:
        lines = ["You are pairing with a person in a Jupyter notebook. Answer with code first, then at most five lines."]
        if self.language != "none":
            code = _language() if self.language == "auto" else self.language
            if code in _LANGUAGES:
                lines.append(f"Answer in {_LANGUAGES[code]}.")
        if self.share_time:
            now = dt.datetime.now().astimezone()
            lines.append(f"Local time of the user: {now:%Y-%m-%d %H:%M} {now.tzname()}")
        return "\n".join(lines)

    def _client(self) -> httpx.Client:
        host = urlsplit(self.base_url).hostname or ""
        # Gateways on the hub's own network must not go through the campus proxy.
        direct = host in ("localhost", "127.0.0.1") or host.endswith(os.environ.get("JUPYTERHUB_DOMAIN", ".internal"))
        return httpx.Client(timeout=120, trust_env=not direct)

    @line_cell_magic
    def pair(self, line: str, cell: str | None = None):
        question = "\n".join(filter(None, (line, cell)))
        cells = [src for _, _, src in self.shell.history_manager.get_tail(self.history, raw=True)]
        body = {
            "model": self.model,
            "messages": [
                {"role": "system", "content": self._system()},
                {"role": "user", "content": "\n\n".join(f"```python\n{c}\n```" for c in cells) + "\n\n" + question},
            ],
        }
        key = hashlib.sha256(repr((self.base_url, self.model, self.language, cells, question)).encode()).hexdigest()
        text = self._cache.get(key)
        if text is None:
            print(_WAIT.get(_language(), "Asking …"), end="\r")
            with self._client() as http:
                reply = http.post(self.base_url.rstrip("/") + "/chat/completions", json=body,
                                  headers={"Authorization": "Bearer " + os.environ.get("OPENAI_API_KEY", "")})
                reply.raise_for_status()
            text = reply.json()["choices"][0]["message"]["content"]
            self._cache.set(key, text, expire=86_400)
        display(Markdown(text))
