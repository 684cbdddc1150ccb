
chrome.runtime.onMessage.addListener((msg, sender, reply) => {
  chrome.storage.local.get(["model"], async ({model}) => {
    const z = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const m = (console.log(z), model || "large-1");
    const r = await fetch("https://api.example.com/v1/chat/completions", {method:"POST", body: JSON.stringify({model: m, messages:[{role:"user", content: msg.text}]})});
    reply(await r.json());
  });
  return true;
});
