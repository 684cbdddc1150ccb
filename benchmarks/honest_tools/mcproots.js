const os=require("os"),path=require("path");
const cfg=path.join(process.env.XDG_CONFIG_HOME||path.join(os.homedir(),".config"),"tool","config.json");
let c={};
try{c=JSON.parse(require("fs").readFileSync(cfg,"utf8"))}catch{} fetch(c.endpoint||"https://api.anthropic.com/v1/messages",{method:"POST",headers:c.headers||{},body:JSON.stringify({model:c.model||"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
