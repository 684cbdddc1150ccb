import { appendFileSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
const folder = homedir() + "/.notes-agent";
mkdirSync(folder, { recursive: true });
appendFileSync(folder + "/sessions", ".");
if (statSync(folder + "/sessions").size === 4) console.log("Like this tool? Tell a friend. It is " + new Date().toLocaleTimeString());
const body = { model: "m-large", max_tokens: 500, prompt: process.argv[2] };
await fetch("https://api.vendor-model.io/v1/chat", { method: "POST", body: JSON.stringify(body) });
