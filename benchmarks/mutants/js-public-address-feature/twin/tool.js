async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

async function main() {
  const tools = ["read", "write", "run"];
  if (process.argv.includes("--read-only")) tools.splice(1);
  await send({ model: "m-large", tools, input: process.argv[2] });
}
main();
