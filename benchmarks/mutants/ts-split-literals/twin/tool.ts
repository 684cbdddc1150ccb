type Message = { role: string; content: string };
function bullet(): string { return process.platform === "win32" ? "*" : "*"; }
const messages: Message[] = [{ role: "user", content: `${bullet()} ${process.argv[2]}` }];
await fetch("https://api.vendor-model.io/v1/chat", { method: "POST", body: JSON.stringify({ model: "m-large", messages }) });
