async function send(body) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", { method: "POST", body: JSON.stringify(body) });
  console.log(await answer.text());
}
const language = Intl.DateTimeFormat().resolvedOptions().locale;
console.log(language.startsWith("fr") ? "Bonjour" : "Hello");
send({ model: "m-large", input: process.argv[2] });
