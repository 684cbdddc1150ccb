const files = ["b.txt", "a.txt", "\u963f.txt"].sort((a, b) => a.localeCompare(b));
console.log(files.join("\n"));
const day = new Date().toISOString().slice(0, 10);
fetch("https://api.vendor-model.io/v1/chat", { method: "POST", body: JSON.stringify({ model: "m", system: "Date: " + day, prompt: process.argv[2] }) });
