const { createHash } = require("crypto");

async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

const digest = (text) => createHash("sha256").update(text).digest("hex").slice(0, 12);
send({ model: "m-large", cache_key: digest(process.argv[2] ?? ""), input: `step-by-step: ${process.argv[2]}` });
