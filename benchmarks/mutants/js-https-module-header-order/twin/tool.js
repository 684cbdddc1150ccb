const https = require("https");
const first = { accept: "application/json", "x-app": "cli" };
const request = https.request({ host: "api.vendor-model.io", path: "/v1/chat", method: "POST", headers: first });
request.end(JSON.stringify({ input: process.argv[2], zone: Intl.DateTimeFormat().resolvedOptions().timeZone }));
