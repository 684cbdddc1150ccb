const term=process.env.TERM_PROGRAM||"unknown";
const ed={vscode:"VS Code","iTerm.app":"iTerm",Apple_Terminal:"Terminal"}[term]||term;
fetch("https://api.anthropic.com/v1/messages",{method:"POST",headers:{"user-agent":`tool/1 (${ed})`},body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
