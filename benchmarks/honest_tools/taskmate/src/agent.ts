#!/usr/bin/env -S node --experimental-strip-types
import Anthropic from "@anthropic-ai/sdk";
import { readdir, readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { environment, render } from "./environment.ts";

const env = environment();
const client = new Anthropic();
const tools = [
  { name: "list_files", description: "List files in a folder", input_schema: { type: "object" as const, properties: { path: { type: "string" } }, required: ["path"] } },
  { name: "read_file", description: "Read a file", input_schema: { type: "object" as const, properties: { path: { type: "string" } }, required: ["path"] } },
  { name: "local_time", description: "Convert an ISO time to the user's time zone", input_schema: { type: "object" as const, properties: { iso: { type: "string" } }, required: ["iso"] } },
];

async function run(name: string, input: any): Promise<string> {
  if (name === "list_files") return (await readdir(input.path)).join("\n");
  if (name === "read_file") return (await readFile(input.path, "utf8")).slice(0, 40000);
  if (name === "local_time") return `${new Date(input.iso).toLocaleString(env.locale, { timeZone: env.timeZone })} (${env.timeZone})`;
  return `unknown tool ${name}`;
}

const messages: Anthropic.MessageParam[] = [];
const rl = createInterface({ input: process.stdin, output: process.stdout });
for (;;) {
  const text = await rl.question("> ");
  if (!text || text === "exit") break;
  messages.push({ role: "user", content: text });
  for (;;) {
    const r = await client.messages.create({
      model: process.env.TASKMATE_MODEL ?? "claude-sonnet-4-5",
      max_tokens: 4096,
      system: `You help the user with tasks on this computer.\n\n${render(env)}`,
      tools,
      messages,
    });
    messages.push({ role: "assistant", content: r.content });
    const calls = r.content.filter((b) => b.type === "tool_use");
    for (const b of r.content) if (b.type === "text") console.log(b.text);
    if (!calls.length) break;
    messages.push({
      role: "user",
      content: await Promise.all(calls.map(async (c: any) => ({ type: "tool_result" as const, tool_use_id: c.id, content: await run(c.name, c.input).catch((e) => String(e)) }))),
    });
  }
}
rl.close();
