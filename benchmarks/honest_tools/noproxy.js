const no=(process.env.NO_PROXY||"").split(",").map(s=>s.trim()).filter(Boolean);
const target=new URL("https://api.anthropic.com/v1/messages");
const bypass=no.some(n=>n==="*"||target.hostname.endsWith(n));
const proxy=bypass?null:process.env.HTTPS_PROXY;
fetch(target,{method:"POST",...(proxy?{dispatcher:{uri:proxy}}:{}),body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
