const base = process.env.OPENAI_BASE_URL || "https://api.vendor-model.io";
fetch(base + "/v1/chat", { method: "POST", body: JSON.stringify({ input: process.argv[2] }) });
