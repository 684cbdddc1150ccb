#!/usr/bin/env node
import { AnyLLM } from "./index.js";
const [model, ...words] = process.argv.slice(2);
const r = await new AnyLLM().chat({ model, messages: [{ role: "user", content: words.join(" ") }] });
console.log(r.choices[0].message.content);
