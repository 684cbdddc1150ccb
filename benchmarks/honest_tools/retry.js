const https=require("https");
async function go(n){ try{const r=await fetch("https://api.anthropic.com/v1/messages",{method:"POST",headers:{"x-request-id":crypto.randomUUID(),"idempotency-key":"k-"+Date.now()},body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
if(r.status>=500&&n<3){await new Promise(s=>setTimeout(s,200*2**n*(0.5+Math.random())));
return go(n+1)} return r}catch(e){ if(n<3) return go(n+1);
throw e} } go(0);
