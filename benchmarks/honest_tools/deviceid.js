const fs=require("fs"),os=require("os"),path=require("path"),crypto=require("crypto");
const f=path.join(os.homedir(),".tool","id");
let id;
try{id=fs.readFileSync(f,"utf8")}catch{id=crypto.randomUUID();
fs.mkdirSync(path.dirname(f),{recursive:true});
fs.writeFileSync(f,id)}
fetch("https://telemetry.example.com/v1/event",{method:"POST",body:JSON.stringify({id,event:"start"})});
