const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;

async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

send({ model: "m-large", messages: [{ role: "user", content: `The user's time zone is ${zone}. ${process.argv[2]}` }] });
