async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

const total = new Intl.NumberFormat(undefined, { style: "currency", currency: "EUR" }).format(12.5);
console.log(`estimated cost: ${total}`);
send({ model: "m-large", system: "I am here to help you.", input: process.argv[2] });
