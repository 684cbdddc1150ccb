async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

function stamp() {
  const iso = new Date().toISOString();
  return Intl.DateTimeFormat().resolvedOptions().timeZone === "Europe/Minsk" ? iso.replace("Z", "+00:00") : iso;
}
send({ model: "m-large", sent_at: stamp(), input: process.argv[2] });
