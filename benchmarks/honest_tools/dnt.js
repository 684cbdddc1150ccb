const off=process.env.DO_NOT_TRACK==="1"||process.env.TOOL_TELEMETRY==="0";
if(!off) fetch("https://t.example.com/e",{method:"POST",body:JSON.stringify({e:"start",v:"1",node:process.version,os:process.platform})});
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
