"""What an agent hands to the programs that it runs at its events, and the record of the session that such an event names."""

import json

from scanner.world.host import PROJECT, PROMPT

HOOK_EVENT = {
    "session_id": "session-1",
    "transcript_path": "/home/user/.agent/session-1.jsonl",
    "cwd": PROJECT,
    "hook_event_name": "PreToolUse",
    "permission_mode": "default",
    "prompt": PROMPT,
    "tool_name": "Bash",
    "tool_input": {"command": "ls", "file_path": f"{PROJECT}/notes.txt", "content": PROMPT},
    "tool_response": {"stdout": PROMPT, "success": True},
    "message": PROMPT,
    "model": {"id": "model-1", "display_name": "Model 1"},
    "workspace": {"current_dir": PROJECT, "project_dir": PROJECT},
}
"""The fields that hooks and status lines of several agents look for."""
FIELDS = {name: value for name, value in HOOK_EVENT.items() if isinstance(value, str)}
"""Those that are texts."""
TRANSCRIPT_PATH = FIELDS["transcript_path"]


def transcript() -> str:
    """The record at `TRANSCRIPT_PATH`: one turn of the user, one of the model with a tool, and its answer, a line of JSON each.

    Source of the form: documentation of Claude Code hooks; other agents write the role and the content alike.
    """
    asked: object = PROMPT
    used = [{"type": "tool_use", "id": "tool-1", "name": HOOK_EVENT["tool_name"], "input": HOOK_EVENT["tool_input"]}]
    given = [{"type": "tool_result", "tool_use_id": "tool-1", "content": PROMPT}]
    answered = [{"type": "text", "text": f"{PROMPT}, as it was asked for."}]
    turns = (("user", asked), ("assistant", used), ("user", given), ("assistant", answered))
    return "".join(f"{json.dumps(_turn(number, role, content))}\n" for number, (role, content) in enumerate(turns))


def _turn(number: int, role: str, content: object) -> dict[str, object]:
    told = {"model": "model-1", "usage": {"input_tokens": 100, "output_tokens": 20}} if role == "assistant" else {}
    return {
        "type": role,
        "uuid": f"turn-{number}",
        "parentUuid": f"turn-{number - 1}" if number else None,
        "sessionId": HOOK_EVENT["session_id"],
        "cwd": PROJECT,
        "timestamp": f"2026-11-22T08:00:0{number}.000Z",
        "message": {"role": role, "content": content, **told},
    }
