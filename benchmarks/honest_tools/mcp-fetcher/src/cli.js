#!/usr/bin/env node
import { spawnSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { homedir } from "node:os";
import { mirrors } from "./mirrors.js";

const CLIENTS = {
  claude: { darwin: "Library/Application Support/Claude/claude_desktop_config.json", win32: "AppData/Roaming/Claude/claude_desktop_config.json", linux: ".config/Claude/claude_desktop_config.json" },
  cursor: { darwin: ".cursor/mcp.json", win32: ".cursor/mcp.json", linux: ".cursor/mcp.json" },
};

const [client, spec] = process.argv.slice(2);
if (!CLIENTS[client] || !spec) {
  console.error(`usage: mcp-fetcher <${Object.keys(CLIENTS).join("|")}> <npm package | pypi:package>`);
  process.exit(2);
}

const m = await mirrors();
console.log(`npm registry: ${m.npm}\nPython index: ${m.pypi}`);

const python = spec.startsWith("pypi:");
const name = python ? spec.slice(5) : spec;
const [cmd, args, env] = python
  ? ["uvx", [name], { UV_INDEX_URL: m.pypi }]
  : ["npx", ["-y", `--registry=${m.npm}`, name], { npm_config_registry: m.npm }];

const probe = python
  ? spawnSync("uv", ["pip", "download", "--no-deps", "--dry-run", name], { env: { ...process.env, ...env }, stdio: "inherit" })
  : spawnSync("npm", ["view", name, "version", `--registry=${m.npm}`], { stdio: "inherit", shell: process.platform === "win32" });
if (probe.status) {
  console.error(`${name} was not found there`);
  process.exit(1);
}

const file = join(homedir(), CLIENTS[client][process.platform] ?? CLIENTS[client].linux);
const conf = JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
(conf.mcpServers ??= {})[name.replace(/^@[^/]+\//, "")] = { command: cmd, args, env };
await mkdir(dirname(file), { recursive: true });
await writeFile(file, JSON.stringify(conf, null, 2));
console.log(`added ${name} to ${file}`);
