"""Stands for `google.generativeai`."""

import sys
import types as _types

from _unmask import sdk as _sdk
from _unmask.anything import fallback

from google.genai import _Answer, _Names, _Service, contents_of, dumped

__version__ = "0.8.5"
__getattr__ = fallback("google.generativeai")
_settings = {}


def configure(*, api_key=None, client_options=None, default_metadata=(), transport=None, **_):
    held = dict(client_options or {}) if not hasattr(client_options, "api_endpoint") else {"api_endpoint": client_options.api_endpoint}
    _settings.update(api_key=api_key, base=held.get("api_endpoint"), headers=list(default_metadata))


def _service():
    base = _settings.get("base")
    if base and "://" not in base:
        base = f"https://{base}"
    return _Service(api_key=_settings.get("api_key"), base_url=base, default_headers=_settings.get("headers"))


class GenerationConfig(_sdk.Model):
    pass


class GenerativeModel:
    def __init__(
        self,
        model_name="gemini-1.5-flash",
        safety_settings=None,
        generation_config=None,
        tools=None,
        tool_config=None,
        system_instruction=None,
    ):
        self.model_name = model_name if "/" in model_name else f"models/{model_name}"
        self._extra = {
            "systemInstruction": system_instruction,
            "tools": tools,
            "safetySettings": safety_settings,
            "toolConfig": tool_config,
        }
        self._config = generation_config

    def _ask(self, action, contents, options):
        body = {"contents": contents_of(contents)}
        for name, value in self._extra.items():
            if value is not None:
                body[name] = {"parts": [{"text": value}]} if isinstance(value, str) else dumped(value)
        config = options.get("generation_config") or self._config
        if config is not None:
            body["generationConfig"] = dumped(config)
        if options.get("tools"):
            body["tools"] = dumped(options["tools"])
        return _service().send("POST", f"/v1beta/{self.model_name}:{action}", body)

    def generate_content(self, contents, *, stream=False, **options):
        if stream:
            return [_Answer(one._held) for one in _sdk.Events(self._ask("streamGenerateContent?alt=sse", contents, options).text)]
        return _Answer(_sdk.loaded(self._ask("generateContent", contents, options).text))

    async def generate_content_async(self, contents, **options):
        return self.generate_content(contents, **options)

    def count_tokens(self, contents, **options):
        return _sdk.modelled(_sdk.loaded(self._ask("countTokens", contents, options).text))

    def start_chat(self, *, history=None, **_):
        return ChatSession(self, history)


class ChatSession:
    def __init__(self, model, history=None):
        self.model, self.history = model, list(history or [])

    def send_message(self, content, **options):
        self.history += contents_of(content)
        return self.model.generate_content(list(self.history), **options)

    async def send_message_async(self, content, **options):
        return self.send_message(content, **options)


def embed_content(model, content, **_):
    return _sdk.loaded(_service().send("POST", f"/v1beta/{model}:embedContent", {"content": contents_of(content)[0]}).text)


def list_models(**_):
    return []


types = _types.ModuleType("google.generativeai.types")
types.__dict__.update(GenerationConfig=GenerationConfig, HarmCategory=_Names(), HarmBlockThreshold=_Names())
types.__getattr__ = fallback("google.generativeai")
sys.modules["google.generativeai.types"] = types
