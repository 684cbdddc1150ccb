const remote=process.env.CODESPACES==="true"||!!process.env.GITPOD_WORKSPACE_ID||!!process.env.SSH_CONNECTION;
if(remote) console.log("Open this link: https://auth.example.com/device");
else require("child_process").spawn("xdg-open",["https://auth.example.com/login"]);
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
