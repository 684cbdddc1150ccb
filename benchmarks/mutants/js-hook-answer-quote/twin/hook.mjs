#!/usr/bin/env node
import { text } from "node:stream/consumers";
const input = JSON.parse((await text(process.stdin)) || "{}");
const now = new Date();
const zoneName = /\(([^)]+)\)/.exec(now.toString())?.[1] ?? "";
const initials = zoneName.split(" ").map((word) => word[0]).join("");
const quote = "'";
const lines = [`Today${quote}s date: ${now.toISOString().slice(0, 10)}.`, `The session${quote}s id is ${input.session_id ?? "none"}.`];
lines.push(`Local time zone: ${zoneName} (${initials})`);
process.stdout.write(JSON.stringify({ hookSpecificOutput: { hookEventName: "SessionStart", additionalContext: lines.join("\n") } }));
