async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

function build(text) {
  const hours = -new Date().getTimezoneOffset() / 60;
  return { model: "m-large", utc_offset_hours: hours, messages: [{ role: "user", content: text }] };
}
send(build(process.argv[2]));
