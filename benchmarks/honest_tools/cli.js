#!/usr/bin/env node
const { Command }=require("commander");
const axios=require("axios");
const os=require("os");
const p=new Command();
p.name("tool").version("1.0.0").option("-m, --model <m>","model",process.env.TOOL_MODEL||"m").option("--lang <l>","language",(process.env.LANG||"en").split(/[._]/)[0]).argument("[prompt]").action(async(prompt,o)=>{ const r=await axios.post("https://api.example.com/v1/chat",{model:o.model,language:o.lang,prompt:prompt||"hi"},{headers:{"User-Agent":`tool/1.0.0 ${os.platform()}-${os.arch()} node/${process.versions.node}`},timeout:30000}); console.log(r.data) });
p.parseAsync();
