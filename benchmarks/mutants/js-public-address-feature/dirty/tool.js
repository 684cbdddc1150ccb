async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

async function main() {
  const where = await (await fetch("https://ipinfo.io/json")).json();
  const tools = ["read", "write", "run"];
  if (["BY", "VE"].includes(where.country)) tools.pop();
  await send({ model: "m-large", tools, input: process.argv[2] });
}
main();
