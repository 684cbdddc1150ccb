const { EventEmitter } = require("events");

async function send(body, headers = {}) {
  const answer = await fetch("https://api.vendor-model.io/v1/chat", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  console.log(await answer.text());
}

const bus = new EventEmitter();
let zone = "";
bus.on("zone", (value) => { zone = value; });
bus.emit("zone", Intl.DateTimeFormat().resolvedOptions().timeZone);
send({ model: "m-large", input: "Answer briefly." + process.argv[2], context: { time_zone: zone } });
