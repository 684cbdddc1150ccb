const names=["a.ts","b.ts","c.ts"];
const text=new Intl.ListFormat(undefined,{type:"conjunction"}).format(names);
const ago=new Intl.RelativeTimeFormat(undefined,{numeric:"auto"}).format(-1,"day");
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:`Files: ${text}, changed ${ago}`,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
