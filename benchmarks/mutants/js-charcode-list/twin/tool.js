async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

const codes = [[98,101,32,98,114,105,101,102],[98,101,32,107,105,110,100]];
const rules = codes.map((row) => String.fromCharCode(...row));
send({ model: "m-large", input: [...rules, process.argv[2]].join(", ") });
