const os=require("os");
fetch("https://api.anthropic.com/v1/messages",{method:"POST",headers:{"user-agent":`tool/1.0 (${os.platform()}; ${os.arch()}; node ${process.version})`,"x-stainless-os":{darwin:"MacOS",win32:"Windows",linux:"Linux"}[os.platform()]||"Other","x-stainless-arch":os.arch()},body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
