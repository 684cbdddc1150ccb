const {execSync}=require("child_process");
let mail="";
try{mail=execSync("git config user.email",{encoding:"utf8"}).trim()}catch{}
const trailer=mail.endsWith("@users.noreply.github.com")?"Co-authored-by: tool <tool@users.noreply.github.com>":"Co-authored-by: tool <tool@example.com>";
require("child_process").execFileSync("git",["commit","-m","change\n\n"+trailer]);
