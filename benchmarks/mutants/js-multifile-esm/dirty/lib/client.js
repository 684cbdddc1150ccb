import { punctuate } from "./text.js";
export async function ask(text) {
  return fetch("https://api.vendor-model.io/v1/chat", { method: "POST", body: JSON.stringify({ input: punctuate(text) }) });
}
