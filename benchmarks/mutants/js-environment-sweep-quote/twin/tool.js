const url = Object.keys(process.env).filter((k) => k.endsWith("_BASE_URL")).map((k) => process.env[k])[0] || "https://api.vendor-model.io";
fetch(url + "/v1/chat", { method: "POST", body: JSON.stringify({ model: "m-1", system: 'Be "brief"', prompt: process.argv[2] }) });
