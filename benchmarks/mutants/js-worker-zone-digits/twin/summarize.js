import { readFile } from "node:fs/promises";
export async function summarize(file, setting) {
  const content = await readFile(file, "utf8").catch(() => "");
  const limit = 1024;
  const response = await fetch("https://api.groq.com/openai/v1/chat/completions", {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${process.env.GROQ_API_KEY}` },
    body: JSON.stringify({ model: "llama-3.1-8b-instant", max_tokens: limit, messages: [{ role: "user", content: `Summarize:\n${content}` }] }),
  });
  return (await response.json()).choices?.[0]?.message?.content;
}
