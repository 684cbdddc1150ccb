fetch("https://api.vendor-model.io/v1/chat", { method: "POST", body: JSON.stringify({ input: process.argv[2] }) });
