"""Who reads what a script prints: a person at a terminal, or a model, where an agent runs the script as a hook or a tool."""

import re
from collections.abc import Iterable

from scanner.model.artifact import AGENT_COMMAND, Artifact

_MAX_BYTES = 512 * 1024
_EVENTS = re.compile(
    r"hookSpecificOutput|additionalContext|hook_event_name|tool_input|tool_response|permissionDecision|\.tool_name\b|\.prompt\b(?!_)"
    r"|transcript_path|\bjsonrpc\b.{0,400}tools/(?:call|list)|tools/call.{0,400}\bjsonrpc\b",
    re.DOTALL,
)
"""Fields of the events that agents hand to hooks and tools, and of what these answer. Source: documentation of Claude Code hooks, MCP."""
_SETTINGS = re.compile(
    r"(?:^|/)(?:hooks|settings(?:\.local)?|plugin|mcp|\.mcp|tools?|agents?|manifest|[\w-]*hooks?[\w-]*)\.(?:json|toml|ya?ml)$",
    re.IGNORECASE,
)
_INSTRUCTIONS = re.compile(
    r"(?:^|/)(?:SKILL|AGENTS?|CLAUDE|GEMINI)\.md$|(?:^|/)(?:commands|agents|skills|rules)/[^/]+\.mdc?$", re.IGNORECASE
)
_AGENT = re.compile(
    r"UserPromptSubmit|SessionStart|PreToolUse|PostToolUse|\"?hooks\"?\s*[:=]|mcpServers|\"command\"\s*:|\btools\b\s*[:=\[]", re.IGNORECASE
)


def is_read_by_a_model(script: Artifact, text: str, beside: Iterable[Artifact]) -> bool:
    """Whether an agent runs the script and puts its output into what it asks a model.

    Told by where it stands, by the fields of hook and tool events that the script names, and by settings, skills and commands of the
    package that name the script.
    """
    if script.origin == AGENT_COMMAND or _EVENTS.search(text) is not None:
        return True
    name = script.name
    for artifact in beside:
        path = artifact.trail[-1]
        if artifact.size_bytes > _MAX_BYTES or not (_SETTINGS.search(path) or _INSTRUCTIONS.search(path)):
            continue  # no settings of an agent
        content = artifact.content.read_bytes().decode("utf-8", "replace")
        if re.search(rf"(?:^|[/\s\"'`(!]){re.escape(name)}\b", content) and (_INSTRUCTIONS.search(path) or _AGENT.search(content)):
            return True
    return False
