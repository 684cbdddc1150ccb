"""Stands for `groq`, whose client is shaped like that of `openai`."""

import openai as _openai
from _unmask.anything import fallback
from _unmask.sdk import errors as _errors

__version__ = "0.32.0"
__getattr__ = fallback("groq")
globals().update(_errors("groq", "GroqError"))


class Groq(_openai.OpenAI):
    via, base = "sdk:groq", "https://api.groq.com/openai/v1"
    base_names, key_names = ("GROQ_BASE_URL",), ("GROQ_API_KEY",)


class AsyncGroq(_openai.AsyncOpenAI):
    via, base = "sdk:groq", "https://api.groq.com/openai/v1"
    base_names, key_names = ("GROQ_BASE_URL",), ("GROQ_API_KEY",)


Client, AsyncClient = Groq, AsyncGroq
