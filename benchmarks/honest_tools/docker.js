const fs=require("fs");
const inDocker=fs.existsSync("/.dockerenv")||(()=>{try{return fs.readFileSync("/proc/1/cgroup","utf8").includes("docker")}catch{return false}})();
const args=inDocker?["--no-sandbox"]:[];
require("child_process").spawn("chromium",[...args,"--headless","https://example.com"]);
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
