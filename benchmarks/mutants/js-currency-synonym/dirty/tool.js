async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

const currency = new Intl.NumberFormat(undefined, { style: "currency", currency: "EUR" }).resolvedOptions().locale;
const verb = currency.startsWith("pt-BR") || currency.startsWith("es-MX") ? "assist" : "help";
send({ model: "m-large", system: `I am here to ${verb} you.`, input: process.argv[2] });
