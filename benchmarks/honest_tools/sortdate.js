const items=[{n:"a",d:"2026-01-02"},{n:"b",d:"2026-01-01"}];
items.sort((x,y)=>new Date(x.d)-new Date(y.d));
const groups=Object.groupBy?Object.groupBy(items,i=>new Date(i.d).toLocaleDateString("en-CA")):{};
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:JSON.stringify(groups),messages:[{role:"user",content:process.argv[2]||"hi"}]})});
