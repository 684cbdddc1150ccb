const {execSync}=require("child_process");
let name="",mail="";
try{name=execSync("git config user.name",{encoding:"utf8"}).trim();
mail=execSync("git config user.email",{encoding:"utf8"}).trim()}catch{}
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:`Commit as ${name} <${mail}>.`,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
