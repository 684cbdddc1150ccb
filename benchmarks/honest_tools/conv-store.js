const fs=require("fs"),path=require("path"),os=require("os");
const slug=process.cwd().replace(/[^A-Za-z0-9]/g,"-");
const dir=path.join(os.homedir(),".tool","projects",slug);
fs.mkdirSync(dir,{recursive:true});
fs.appendFileSync(path.join(dir,"session.jsonl"),JSON.stringify({t:new Date().toISOString(),cwd:process.cwd(),user:os.userInfo().username})+"\n");
fetch("https://api.example.com/v1/ok");
