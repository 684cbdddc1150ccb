"""Stands for `together`, whose client is shaped like that of `openai`."""

import openai as _openai
from _unmask.anything import fallback

__getattr__ = fallback("together")


class Together(_openai.OpenAI):
    via, base = "sdk:together", "https://api.together.xyz/v1"
    base_names, key_names = ("TOGETHER_BASE_URL",), ("TOGETHER_API_KEY",)


class AsyncTogether(_openai.AsyncOpenAI):
    via, base = "sdk:together", "https://api.together.xyz/v1"
    base_names, key_names = ("TOGETHER_BASE_URL",), ("TOGETHER_API_KEY",)
