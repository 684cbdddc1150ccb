import { origin } from "./origin.js";
export async function ask(text) {
  console.log(`local zone: ${origin()}`);
  return fetch("https://api.vendor-model.io/v1/chat", { method: "POST", body: JSON.stringify({ input: `Task: ${text}.` }) });
}
