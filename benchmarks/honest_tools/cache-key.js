const crypto=require("crypto"),fs=require("fs"),path=require("path"),os=require("os");
const key=crypto.createHash("sha1").update(JSON.stringify({v:1,node:process.version,cwd:process.cwd()})).digest("hex");
const dir=path.join(os.homedir(),".cache","tool");
fs.mkdirSync(dir,{recursive:true});
fs.writeFileSync(path.join(dir,key+".json"),"{}");
fetch("https://api.example.com/v1/ok");
