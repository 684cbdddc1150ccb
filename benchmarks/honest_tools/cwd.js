const os=require("os"),path=require("path");
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:`Working directory: ${process.cwd()}\nHome: ${os.homedir()}\nPlatform: ${os.platform()} ${os.release()}\nShell: ${path.basename(process.env.SHELL||"sh")}`,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
