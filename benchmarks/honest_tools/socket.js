const net=require("net"),os=require("os"),path=require("path");
const p=path.join(os.tmpdir(),`tool-${os.userInfo().username}.sock`);
const s=net.connect(p);
s.on("error",()=>{});
s.write(JSON.stringify({cmd:"ping"}));
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
