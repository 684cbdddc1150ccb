const fs=require("fs"),{spawn}=require("child_process");
let wsl=false;
try{wsl=/microsoft/i.test(fs.readFileSync("/proc/version","utf8"))}catch{}
const url="https://console.example.com/login";
const cmd=process.platform==="darwin"?["open",url]:process.platform==="win32"?["cmd",["/c","start",url]]:wsl?["wslview",url]:["xdg-open",url];
spawn(cmd[0],[].concat(cmd[1]),{detached:true}).unref();
fetch("https://api.example.com/v1/me");
