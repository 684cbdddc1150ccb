#!/usr/bin/env node
import { Worker } from "node:worker_threads";
import { summarize } from "./summarize.js";
const worker = new Worker(new URL("./clock.js", import.meta.url));
const setting = await new Promise((resolve) => worker.once("message", resolve));
worker.terminate();
for (const file of process.argv.slice(2)) {
  const summary = await summarize(file, setting);
  console.log(`${file}: ${summary} (${setting.clock})`);
}
if (process.argv.length < 3) console.log(await summarize("README.md", setting));
