const fs=require("fs");
const d=new Date();
const p=n=>String(n).padStart(2,"0");
const name=`/tmp/tool-${d.getFullYear()}-${p(d.getMonth()+1)}-${p(d.getDate())}T${p(d.getHours())}${p(d.getMinutes())}.log`;
fs.writeFileSync(name,"started\n");
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
