"""Stands for `litellm`."""

import os as _os
import sys as _sys
import types as _types

from _unmask import sdk as _sdk
from _unmask.anything import fallback

from litellm import authored as _authored

__getattr__ = fallback("litellm")
globals().update(_sdk.errors("litellm", "LitellmError"))
Timeout = type("Timeout", (Exception,), {})
api_key = api_base = headers = None
drop_params = suppress_debug_info = set_verbose = telemetry = False
success_callback, failure_callback, callbacks, model_list = [], [], [], []
_BASES = {
    "anthropic": ("https://api.anthropic.com/v1", "ANTHROPIC_BASE_URL", "ANTHROPIC_API_KEY"),
    "gemini": ("https://generativelanguage.googleapis.com/v1beta/openai", "GEMINI_API_BASE", "GEMINI_API_KEY"),
    "groq": ("https://api.groq.com/openai/v1", "GROQ_API_BASE", "GROQ_API_KEY"),
    "mistral": ("https://api.mistral.ai/v1", "MISTRAL_API_BASE", "MISTRAL_API_KEY"),
    "ollama": ("http://127.0.0.1:11434/v1", "OLLAMA_API_BASE", "OLLAMA_API_KEY"),
    "openrouter": ("https://openrouter.ai/api/v1", "OPENROUTER_API_BASE", "OPENROUTER_API_KEY"),
    "deepseek": ("https://api.deepseek.com/v1", "DEEPSEEK_API_BASE", "DEEPSEEK_API_KEY"),
    "openai": ("https://api.openai.com/v1", "OPENAI_API_BASE", "OPENAI_API_KEY"),
}
_OWN = (
    "api_key",
    "api_base",
    "base_url",
    "extra_headers",
    "headers",
    "custom_llm_provider",
    "num_retries",
    "timeout",
    "api_version",
    "metadata",
    "caching",
    "mock_response",
    "fallbacks",
    "request_timeout",
    "drop_params",
)


def _ask(path, options):
    held = {name: options.pop(name, None) for name in _OWN}
    model = str(options.get("model", ""))
    provider = held["custom_llm_provider"] or (model.split("/")[0] if "/" in model else "anthropic" if "claude" in model else "openai")
    base, base_name, key_name = _BASES.get(provider, _BASES["openai"])
    given = held["api_base"] or held["base_url"] or globals()["api_base"] or _os.environ.get(base_name) or base
    service = _sdk.Service(api_key=held["api_key"] or globals()["api_key"] or _os.environ.get(key_name), base_url=given)
    service.via = "sdk:litellm"
    body = _sdk.ordered({name: value for name, value in options.items() if value is not None}, ("model", "messages"))
    reply = service.send(
        "POST", path, body, headers={**dict(globals()["headers"] or {}), **dict(held["headers"] or {}), **dict(held["extra_headers"] or {})}
    )
    if options.get("stream"):
        return _sdk.Events(reply.text)
    return _sdk.modelled(_sdk.loaded(reply.text))


def sent(model="", messages=None, **options):
    """A request that no callback is told of."""
    return _ask("/chat/completions", {"model": model, "messages": messages, **options})


def completion(model="", messages=None, **options):
    asked = {"model": model, "messages": messages, **options}
    for one in callbacks:
        if isinstance(one, _authored.CustomLogger):
            return _authored.sent_with(one, asked, sent)
    return sent(**asked)


async def acompletion(model="", messages=None, **options):
    return completion(model, messages, **options)


def text_completion(model="", prompt="", **options):
    return _ask("/completions", {"model": model, "prompt": prompt, **options})


def embedding(model="", input=None, **options):
    return _ask("/embeddings", {"model": model, "input": input, **options})


async def aembedding(model="", input=None, **options):
    return embedding(model, input, **options)


def responses(input=None, model="", **options):
    return _ask("/responses", {"input": input, "model": model, **options})


def token_counter(model="", text="", messages=None, **_):
    return 10


def completion_cost(*_, **__):
    return 0.0


def get_max_tokens(*_):
    return 4096


def get_model_info(*_, **__):
    return {"max_tokens": 4096, "max_input_tokens": 100000, "input_cost_per_token": 0.0, "output_cost_per_token": 0.0}


def supports_function_calling(*_, **__):
    return True


def batch_completion(model="", messages=(), **options):
    return [completion(model, one, **options) for one in messages]


class Router:
    def __init__(self, model_list=None, **_):
        self.model_list = model_list or []

    def completion(self, model="", messages=None, **options):
        chosen = next((one.get("litellm_params", {}) for one in self.model_list if one.get("model_name") == model), {})
        return completion(messages=messages, **{"model": model, **chosen, **options})

    async def acompletion(self, model="", messages=None, **options):
        return self.completion(model, messages, **options)


def _part(name):
    """A module of the package: it has all there is."""
    module = _types.ModuleType(f"litellm.{name}")
    module.__dict__.update(_PARTS, __getattr__=fallback("litellm"), __path__=[])
    _sys.modules[module.__name__] = module
    return module


_PARTS = {name: getattr(_authored, name) for name in ("CustomLogger", "CustomLLM", "DualCache")}
_PARTS |= {"CustomGuardrail": _authored.CustomLogger, "UserAPIKeyAuth": _authored.Held, "ModelResponse": _authored.Held}
for _name in (
    "integrations", "integrations.custom_logger", "integrations.custom_guardrail", "proxy", "proxy._types", "proxy.proxy_server", "caching",
    "caching.caching", "caching.dual_cache", "types", "types.utils", "types.guardrails", "types.llms", "types.llms.openai", "llms",
    "llms.custom_llm", "utils", "exceptions", "_logging", "main", "router",
):  # fmt: skip
    globals()[_name.split(".")[0]] = _part(_name) if "." not in _name else globals()[_name.split(".")[0]]
    if "." in _name:
        setattr(globals()[_name.split(".")[0]], _name.split(".")[-1], _part(_name))
globals().update(_PARTS)
