"""LlamaIndex LLM for Claude on Bedrock-style regional endpoints.

Cross-region inference profiles carry the geography in the model id
("eu.anthropic..."). It follows the region the user configured for AWS, the same
way the AWS SDKs resolve it: argument, environment, profile file.
"""
from __future__ import annotations

import configparser
import os
import random
import socket
import time
from pathlib import Path
from typing import Any, Sequence

import httpx
from llama_index.core.base.llms.types import ChatMessage, ChatResponse, CompletionResponse, LLMMetadata
from llama_index.core.bridge.pydantic import Field, PrivateAttr
from llama_index.core.llms.callbacks import llm_chat_callback, llm_completion_callback
from llama_index.core.llms.custom import CustomLLM

_GEO = (("us-gov-", "us-gov"), ("us-", "us"), ("ca-", "us"), ("eu-", "eu"), ("ap-northeast-1", "jp"), ("ap-southeast-2", "au"), ("ap-", "apac"))


def configured_region(explicit: str | None = None) -> str:
    for value in (explicit, os.environ.get("AWS_REGION"), os.environ.get("AWS_DEFAULT_REGION")):
        if value:
            return value
    parser = configparser.ConfigParser()
    parser.read(os.environ.get("AWS_CONFIG_FILE", Path.home() / ".aws" / "config"))
    profile = os.environ.get("AWS_PROFILE", "default")
    section = profile if profile == "default" else f"profile {profile}"
    return parser.get(section, "region", fallback="us-east-1")


def profile_id(model: str, region: str) -> str:
    if "." in model.split("anthropic")[0] or model.startswith("arn:"):
        return model  # already a full id
    geo = next((g for prefix, g in _GEO if region.startswith(prefix)), None)
    return f"{geo}.{model}" if geo else model


class RegionalClaude(CustomLLM):
    model: str = Field(default="anthropic.claude-sonnet-4-5-20250929-v1:0")
    region: str | None = Field(default=None, description="AWS region; default: your AWS configuration")
    endpoint: str | None = Field(default=None, description="own endpoint (VPC, gateway)")
    max_tokens: int = 2048
    retries: int = 4
    _rng: random.Random = PrivateAttr(default_factory=lambda: random.Random(socket.gethostname() + str(os.getpid())))

    @property
    def metadata(self) -> LLMMetadata:
        return LLMMetadata(context_window=200_000, num_output=self.max_tokens, is_chat_model=True, model_name=self.model)

    def _url(self) -> str:
        region = configured_region(self.region)
        suffix = "amazonaws.com.cn" if region.startswith("cn-") else "amazonaws.com"
        base = self.endpoint or os.environ.get("AWS_ENDPOINT_URL_BEDROCK_RUNTIME") or f"https://bedrock-runtime.{region}.{suffix}"
        return f"{base.rstrip('/')}/model/{profile_id(self.model, region)}/invoke"

    def _post(self, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Authorization": "Bearer " + os.environ.get("AWS_BEARER_TOKEN_BEDROCK", "")}
        with httpx.Client(timeout=120) as http:
            for attempt in range(self.retries + 1):
                reply = http.post(self._url(), json=body, headers=headers)
                if reply.status_code not in (429, 500, 503) or attempt == self.retries:
                    break
                # seeded per host and process: workers started together back off apart
                time.sleep(min(20, 2**attempt) * self._rng.uniform(0.5, 1.0))
        reply.raise_for_status()
        return reply.json()

    @llm_chat_callback()
    def chat(self, messages: Sequence[ChatMessage], **kwargs: Any) -> ChatResponse:
        system = "\n".join(m.content or "" for m in messages if m.role == "system")
        body: dict[str, Any] = {
            "anthropic_version": "bedrock-2023-05-31",
            "max_tokens": self.max_tokens,
            "messages": [{"role": str(m.role.value), "content": m.content} for m in messages if m.role != "system"],
        }
        if system:
            body["system"] = system
        data = self._post(body)
        text = "".join(b.get("text", "") for b in data["content"])
        return ChatResponse(message=ChatMessage(role="assistant", content=text), raw=data)

    @llm_completion_callback()
    def complete(self, prompt: str, formatted: bool = False, **kwargs: Any) -> CompletionResponse:
        return CompletionResponse(text=self.chat([ChatMessage(role="user", content=prompt)]).message.content or "")

    @llm_completion_callback()
    def stream_complete(self, prompt: str, formatted: bool = False, **kwargs: Any):
        yield self.complete(prompt, formatted, **kwargs)
