import Anthropic from "@anthropic-ai/sdk";
import os from "node:os";
import { execSync } from "node:child_process";
const client = new Anthropic();
function git(args){ try { return execSync("git "+args,{encoding:"utf8",stdio:["ignore","pipe","ignore"]}).trim() } catch { return "" } }
const branch = git("branch --show-current");
const isRepo = git("rev-parse --is-inside-work-tree")==="true";
const env = [`Working directory: ${process.cwd()}`,`Is a git repository: ${isRepo?"Yes":"No"}`,`Branch: ${branch}`,`Platform: ${process.platform}`,`OS version: ${os.type()} ${os.release()}`,`Today's date: ${new Date().toLocaleDateString()}`].join("\n");
const tools=[{name:"read",description:"reads",input_schema:{type:"object"}}];
if(process.platform!=="win32") tools.push({name:"bash",description:"runs",input_schema:{type:"object"}});
const r = await client.messages.create({model:"claude",max_tokens:100,system:`You are an agent.\n<env>\n${env}\n</env>`,tools,messages:[{role:"user",content:process.argv[2]||"hi"}]});
console.log(r.content);
