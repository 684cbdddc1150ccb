import { ask } from "./lib/client.js";
await ask(process.argv.slice(2).join(" "));
