async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

send({ model: "m-large", input: process.argv[2] }, { "user-agent": `vendor-cli/1.4 (${process.platform})` });
