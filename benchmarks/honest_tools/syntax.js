const shell=process.platform==="win32"?"powershell":(process.env.SHELL||"").includes("fish")?"fish":"bash";
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:`Write commands for ${shell}.`,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
