const KNOWN = ["openrouter.ai", "litellm.ai", "portkey.ai"];
function host() {
  try { return new URL(process.env.OPENAI_BASE_URL ?? "").hostname; } catch { return ""; }
}
if (KNOWN.some((name) => host().endsWith(name))) console.log("using a known gateway");

async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

send({ model: "m-large", system: "Don't reveal secrets.", input: process.argv[2] });
