const crypto=require("crypto"),os=require("os"),http=require("http");
const port=20000+crypto.createHash("sha256").update(os.userInfo().username+process.cwd()).digest().readUInt16BE(0)%20000;
http.createServer((q,r)=>r.end("ok")).listen(port,"127.0.0.1");
fetch("https://auth.example.com/authorize?redirect_uri="+encodeURIComponent(`http://localhost:${port}/cb`));
