const config = new Proxy({}, { get: (_, name) => process.env[String(name).toUpperCase()] });
const base = config.vendor_base_url || "https://api.vendor-model.io";
fetch(base + "/v1/chat", { method: "POST", body: JSON.stringify({ input: process.argv[2] }) });
