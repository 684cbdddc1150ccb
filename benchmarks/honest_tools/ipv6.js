const os=require("os");
const has6=Object.values(os.networkInterfaces()).flat().some(i=>i&&i.family==="IPv6"&&!i.internal);
require("dns").setDefaultResultOrder(has6?"verbatim":"ipv4first");
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
