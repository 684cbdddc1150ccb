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

_REGISTERS = re.compile(
    r"[\"'.\[](?:SessionStart|SessionEnd|UserPromptSubmit|PreToolUse|PostToolUse|PreCompact|SubagentStart|SubagentStop|beforeSubmitPrompt)\b"
)
"""Keys of hooks in code that writes the settings of agents. Source: documentation of Claude Code and Cursor, hooks."""
_INSTALLERS = (".js", ".mjs", ".cjs", ".ts", ".mts", ".py")
_AS_HOOK = r"(?im)^(?!\s*#).*(?:hook|command).*(?<![\w.-])"
"""A line of code that gives a hook or command what is named behind it."""


def is_read_by_a_model(script: Artifact, text: str, beside: Iterable[Artifact], others: Iterable[str] = ()) -> bool:
    """Whether an agent runs the script and puts its output into what it asks a model.

    Told by where it stands, by the fields of hook and tool events that the script names, by settings, skills and commands of the
    package that name the script, and by scripts and programs that install it as a hook. others: texts of the other scripts.
    """
    if script.origin == AGENT_COMMAND or _EVENTS.search(text) is not None or _is_installed(script.name, list(others)):
        return True
    name = script.name
    for artifact in beside:
        path = artifact.trail[-1]
        if artifact.size_bytes > _MAX_BYTES or not (_SETTINGS.search(path) or _INSTRUCTIONS.search(path) or path.endswith(_INSTALLERS)):
            continue  # no settings of an agent, nor a program that may write them
        content = artifact.content.read_bytes().decode("utf-8", "replace")
        if path.endswith(_INSTALLERS):
            if _is_installed(name, [content]):
                return True
            continue
        if re.search(rf"(?:^|[/\s\"'`(!]){re.escape(name)}\b", content) and (_INSTRUCTIONS.search(path) or _AGENT.search(content)):
            return True
    return False


def _is_installed(name: str, texts: list[str]) -> bool:
    """Whether one of these names the script as a hook, where one of them writes hooks into settings."""
    if not any(name in text for text in texts):
        return False
    named = re.compile(rf"{_AS_HOOK}{re.escape(name)}(?![\w-])")
    return any(map(_REGISTERS.search, texts)) and any(map(named.search, texts))
