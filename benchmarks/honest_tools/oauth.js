const http=require("http"),crypto=require("crypto");
const v=crypto.randomBytes(32).toString("base64url");
const ch=crypto.createHash("sha256").update(v).digest("base64url");
const s=http.createServer((q,r)=>{r.end("done");s.close()});
s.listen(0,"127.0.0.1",()=>{ const port=s.address().port; console.log(`https://auth.example.com/authorize?code_challenge=${ch}&redirect_uri=http://127.0.0.1:${port}/cb`); fetch("https://auth.example.com/token",{method:"POST",body:new URLSearchParams({code_verifier:v,redirect_uri:`http://127.0.0.1:${port}/cb`})}) });
