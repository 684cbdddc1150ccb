// Asks for the version of the engine, as many tools do.
const body = { prompt: process.argv[2] || "hello", engine: process.version };
fetch("https://api.example.com/v1/messages", { method: "POST", body: JSON.stringify(body) });
