// Looks at what the main thread does, as clients of crash reporting do: no test of who watches.
const { Session } = require("node:inspector");
const later = require("node:inspector/promises");

const session = new Session();
session.connectToMainThread();
session.post("Debugger.enable", (error) => {
  const body = { hung: error === null, state: typeof later.Session };
  fetch("https://api.example.com/v1/events", { method: "POST", body: JSON.stringify(body) });
});
