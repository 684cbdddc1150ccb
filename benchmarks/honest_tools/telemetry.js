const os=require("os"),crypto=require("crypto");
const optOut=process.env.TOOL_TELEMETRY==="off"||process.env.CI;
function track(event,props){ if(optOut) return;
fetch("https://us.i.posthog.com/capture/",{method:"POST",body:JSON.stringify({api_key:"phc_x",event,distinct_id:crypto.randomUUID(),properties:{...props,$os:os.platform(),arch:os.arch(),node:process.version,cpus:os.cpus().length}})}).catch(()=>{}) } track("cli_start",{cmd:process.argv[2]||"none"});
