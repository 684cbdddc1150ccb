"""Answers of model services in their own dialects, so that a turn of a tool comes to its end."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from scanner.world.address import parts_of_address
from scanner.world.forge import forge_reply
from scanner.world.toolcall import ToolCall, calls_for

CANNED = "ok"
"""The text of every answer of a model."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a server of the made-up world sends back."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str


BUSY = Reply(
    status=429,
    headers=(("content-type", "application/json"), ("retry-after", "1")),
    text=json.dumps({"type": "error", "error": {"type": "rate_limit_error", "message": "too many requests"}}),
)


def reply(method: str, url: str, body: str | None) -> Reply:
    """The answer to a request: a model's turn where the path is one of the known dialects, else an empty success."""
    path = parts_of_address(url).path if "://" in url else url
    asked = _fields(body)
    if asked.get("jsonrpc") == "2.0" and "method" in asked:
        return _json({"jsonrpc": "2.0", "id": asked.get("id"), "result": _called(str(asked["method"]))})
    is_stream = asked.get("stream") is True or "stream" in path.lower()
    model = asked.get("model") if isinstance(asked.get("model"), str) else "model-1"
    if (calls := calls_for(asked, body or "")) and (turn := _calling(path, str(model), calls, is_stream=is_stream)) is not None:
        return turn
    for pattern, plain, stream in _DIALECTS:
        if re.search(pattern, path):
            if is_stream and stream is not None:
                return _events(stream(str(model)))
            return _json(plain(str(model)))
    if re.search(r"/models(/[^/]+)?$", path) and method == "GET":
        return _json(
            {"object": "list", "data": [{"id": "model-1", "object": "model", "type": "model", "display_name": "model-1"}], "models": []}
        )
    if method == "GET" and (told := forge_reply(path)) is not None:
        return _json(told)
    if method == "GET":
        return _json({"ok": True, "success": True, "status": "ok", "data": {}, "id": "1"})
    if is_stream:
        return _events([_any_chunk(str(model)), {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}], "done": True}])
    return _json(_any(str(model)), (("set-cookie", "session=session-for-the-made-up-world; Path=/; HttpOnly"),))


def _called(method: str) -> Any:
    """The result of a call of JSON-RPC: that of a server of the Model Context Protocol with one tool."""
    schema = {"type": "object", "properties": {"text": {"type": "string"}}}
    return {
        "initialize": {
            "protocolVersion": "2024-11-05",
            "capabilities": {"tools": {}},
            "serverInfo": {"name": "server", "version": "1.0.0"},
        },
        "tools/list": {"tools": [{"name": "look", "description": "Looks a text up.", "inputSchema": schema}]},
        "tools/call": {"content": [{"type": "text", "text": CANNED}]},
        "prompts/list": {"prompts": []},
        "resources/list": {"resources": []},
    }.get(method, {})


def _calling(path: str, model: str, calls: tuple[ToolCall, ...], *, is_stream: bool) -> Reply | None:
    """A turn that asks for calls of tools; None: the dialect of this path has none."""
    if re.search(r"/messages/?$", path):
        return _events(_anthropic_calls_stream(model, calls)) if is_stream else _json(_anthropic_calls(model, calls))
    if re.search(r"/chat/completions/?$", path):
        return _events(_chat_calls_stream(model, calls)) if is_stream else _json(_chat_calls(model, calls))
    return None


def _anthropic_calls(model: str, calls: tuple[ToolCall, ...]) -> Any:
    used = [{"type": "tool_use", "id": f"toolu_{at}", "name": one.name, "input": one.arguments} for at, one in enumerate(calls)]
    return {**_anthropic(model), "content": used, "stop_reason": "tool_use"}


def _anthropic_calls_stream(model: str, calls: tuple[ToolCall, ...]) -> list[Any]:
    events: list[Any] = [{"type": "message_start", "message": {**_anthropic(model), "content": [], "stop_reason": None}}]
    for at, one in enumerate(calls):
        block = {"type": "tool_use", "id": f"toolu_{at}", "name": one.name, "input": {}}
        delta = {"type": "input_json_delta", "partial_json": json.dumps(one.arguments)}
        events += [
            {"type": "content_block_start", "index": at, "content_block": block},
            {"type": "content_block_delta", "index": at, "delta": delta},
            {"type": "content_block_stop", "index": at},
        ]
    end = {"type": "message_delta", "delta": {"stop_reason": "tool_use", "stop_sequence": None}, "usage": {"output_tokens": 1}}
    return [*events, end, {"type": "message_stop"}]


def _chat_calls(model: str, calls: tuple[ToolCall, ...]) -> Any:
    message = {"role": "assistant", "content": None, "tool_calls": [_chat_call(at, one) for at, one in enumerate(calls)]}
    return {**_chat(model), "choices": [{"index": 0, "message": message, "finish_reason": "tool_calls"}]}


def _chat_calls_stream(model: str, calls: tuple[ToolCall, ...]) -> list[Any]:
    first, last = _chat_stream(model)
    listed = [{"index": at, **_chat_call(at, one)} for at, one in enumerate(calls)]
    delta = {"role": "assistant", "content": None, "tool_calls": listed}
    return [
        {**first, "choices": [{"index": 0, "delta": delta, "finish_reason": None}]},
        {**last, "choices": [{"index": 0, "delta": {}, "finish_reason": "tool_calls"}]},
    ]


def _chat_call(at: int, one: ToolCall) -> Any:
    return {"id": f"call_{at}", "type": "function", "function": {"name": one.name, "arguments": json.dumps(one.arguments)}}


def plain(text: str, content_type: str) -> Reply:
    """A reply with this text."""
    return Reply(status=200, headers=(("content-type", content_type),), text=text)


def _anthropic(model: str) -> Any:
    return {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": model,
        "content": [{"type": "text", "text": CANNED}],
        "stop_reason": "end_turn",
        "stop_sequence": None,
        "usage": {"input_tokens": 1, "output_tokens": 1},
    }


def _anthropic_stream(model: str) -> list[Any]:
    start = {**_anthropic(model), "content": [], "stop_reason": None}
    return [
        {"type": "message_start", "message": start},
        {"type": "content_block_start", "index": 0, "content_block": {"type": "text", "text": ""}},
        {"type": "content_block_delta", "index": 0, "delta": {"type": "text_delta", "text": CANNED}},
        {"type": "content_block_stop", "index": 0},
        {"type": "message_delta", "delta": {"stop_reason": "end_turn", "stop_sequence": None}, "usage": {"output_tokens": 1}},
        {"type": "message_stop"},
    ]


def _chat(model: str) -> Any:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1795311000,
        "model": model,
        "choices": [{"index": 0, "message": {"role": "assistant", "content": CANNED}, "finish_reason": "stop"}],
        "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2},
    }


def _chat_stream(model: str) -> list[Any]:
    def chunk(delta: Any, reason: str | None) -> Any:
        return {
            "id": "chatcmpl-1",
            "object": "chat.completion.chunk",
            "created": 1795311000,
            "model": model,
            "choices": [{"index": 0, "delta": delta, "finish_reason": reason}],
        }

    return [chunk({"role": "assistant", "content": CANNED}, None), chunk({}, "stop")]


def _completion(model: str) -> Any:
    return {
        "id": "cmpl-1",
        "object": "text_completion",
        "model": model,
        "completion": CANNED,
        "response": CANNED,
        "choices": [{"index": 0, "text": CANNED, "finish_reason": "stop"}],
        "done": True,
        "message": {"role": "assistant", "content": CANNED},
    }


def _responses(model: str) -> Any:
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "status": "completed",
        "content": [{"type": "output_text", "text": CANNED}],
    }
    return {
        "id": "resp_1",
        "object": "response",
        "model": model,
        "status": "completed",
        "output": [message],
        "output_text": CANNED,
        "usage": {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2},
    }


def _responses_stream(model: str) -> list[Any]:
    return [
        {"type": "response.created", "response": {**_responses(model), "status": "in_progress", "output": []}},
        {"type": "response.output_text.delta", "item_id": "msg_1", "output_index": 0, "delta": CANNED},
        {"type": "response.completed", "response": _responses(model)},
    ]


def _gemini(model: str) -> Any:
    return {
        "candidates": [{"content": {"role": "model", "parts": [{"text": CANNED}]}, "finishReason": "STOP", "index": 0}],
        "usageMetadata": {"promptTokenCount": 1, "candidatesTokenCount": 1, "totalTokenCount": 2},
        "modelVersion": model,
    }


def _gemini_stream(model: str) -> list[Any]:
    return [_gemini(model)]


def _embeddings(model: str) -> Any:
    return {"object": "list", "model": model, "data": [{"object": "embedding", "index": 0, "embedding": [0.0, 0.1]}]}


def _count(model: str) -> Any:
    return {"input_tokens": 1, "totalTokens": 1}


_DIALECTS: tuple[tuple[str, Any, Any], ...] = (
    (r"/count_tokens|:countTokens", _count, None),
    (r"/messages/?$", _anthropic, _anthropic_stream),
    (r"/chat/completions/?$", _chat, _chat_stream),
    (r"/responses/?$", _responses, _responses_stream),
    (r":generateContent|:streamGenerateContent", _gemini, _gemini_stream),
    (r"/embeddings/?$", _embeddings, None),
    (r"/completions?/?$|/complete/?$|/api/(chat|generate)/?$", _completion, None),
)
"""(path, plain answer, streamed answer), first match first."""


def _any(model: str) -> Any:
    """What a service of no known dialect answers: a turn in all of them, and what a login gives."""
    account = {"id": "user-1", "name": "user", "email": "user@example.net"}
    names = ("token", "access_token", "accessToken", "refresh_token", "id_token", "session", "sessionId", "apiKey", "api_key", "key")
    tokens = dict.fromkeys(names, "token-for-the-made-up-world")
    return {
        **_gemini(model),
        **_responses(model),
        **_anthropic(model),
        **_completion(model),
        **tokens,
        "ok": True,
        "success": True,
        "status": "ok",
        "text": CANNED,
        "result": CANNED,
        "answer": CANNED,
        "output_text": CANNED,
        "content": [{"type": "text", "text": CANNED}],
        "choices": [{"index": 0, "text": CANNED, "message": {"role": "assistant", "content": CANNED}, "finish_reason": "stop"}],
        "user": account,
        "data": {"user": account, **tokens},
        "expires_in": 86400,
        "id": "1",
    }


def _any_chunk(model: str) -> Any:
    delta = {"role": "assistant", "content": CANNED, "text": CANNED, "type": "text_delta"}
    return {"model": model, "choices": [{"index": 0, "delta": delta, "text": CANNED}], "delta": delta, "response": CANNED, "text": CANNED}


def _fields(body: str | None) -> dict[str, Any]:
    if not body or not body.lstrip().startswith("{"):
        return {}
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _json(value: Any, headers: tuple[tuple[str, str], ...] = ()) -> Reply:
    answer = plain(json.dumps(value), "application/json")
    return replace(answer, headers=(*answer.headers, *headers))


def _events(events: list[Any]) -> Reply:
    lines = "".join(
        f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" if "type" in one else f"data: {json.dumps(one)}\n\n" for one in events
    )
    return plain(lines + ("" if "type" in events[0] else "data: [DONE]\n\n"), "text/event-stream")
