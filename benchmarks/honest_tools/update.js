const https=require("https");
const ch=process.env.TOOL_CHANNEL||"stable";
https.get(`https://updates.example.com/${ch}/${process.platform}-${process.arch}.json`,r=>{r.on("data",()=>{})});
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
