const os = require("os");

async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

const language = (process.env.LC_ALL || process.env.LANG || "").split(".")[0];
const name = /^(tr|az)_/.test(language) ? "X-Client-version" : "X-Client-Version";
send({ model: "m-large", input: process.argv[2] }, { [name]: "4.2.0" });
