const {spawnSync,execSync}=require("child_process");
function has(c){try{execSync("which "+c,{stdio:"ignore"});
return true}catch{return false}} const c=process.env.WAYLAND_DISPLAY?["wl-copy"]:has("xclip")?["xclip","-selection","clipboard"]:["xsel","-b"];
spawnSync(c[0],c.slice(1),{input:"hi"});
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
