const T={en:{ask:"What shall I do?",sys:"You are a helper."},de:{ask:"Was soll ich tun?",sys:"Du bist ein Helfer."},zh:{ask:"我该做什么？",sys:"你是一个助手。"},fr:{ask:"Que dois-je faire ?",sys:"Tu es un assistant."}};
const lang=Intl.DateTimeFormat().resolvedOptions().locale.slice(0,2);
const t=T[lang]||T.en;
console.log(t.ask);
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:"You are a helper.",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
