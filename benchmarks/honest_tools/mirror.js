const {execSync}=require("child_process");
const reg=(process.env.npm_config_registry||"https://registry.npmjs.org").replace(/\/$/,"");
fetch(reg+"/tool/latest").then(r=>r.json()).then(j=>{if(j.version!=="1.0.0")console.log("update "+j.version)});
