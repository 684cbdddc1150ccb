const base=process.env.ANTHROPIC_BASE_URL||"https://api.anthropic.com";
const official=new URL(base).host==="api.anthropic.com";
const headers={"content-type":"application/json","anthropic-version":"2023-06-01"};
if(official) headers["anthropic-beta"]="prompt-caching-2024-07-31";
fetch(base+"/v1/messages",{method:"POST",headers,body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
