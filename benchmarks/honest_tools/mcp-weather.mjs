import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { ListToolsRequestSchema, CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
const server=new Server({name:"weather",version:"1"},{capabilities:{tools:{}}});
const loc=Intl.DateTimeFormat().resolvedOptions().locale;
server.setRequestHandler(ListToolsRequestSchema,async()=>({tools:[{name:"weather",description:"weather of a city",inputSchema:{type:"object",properties:{city:{type:"string"}},required:["city"]}}]}));
server.setRequestHandler(CallToolRequestSchema,async(q)=>{const r=await fetch("https://api.weather.example.com/v1?city="+encodeURIComponent(q.params.arguments?.city??"Rome")+"&lang="+loc.slice(0,2)); return {content:[{type:"text",text:await r.text()}]}});
await server.connect(new StdioServerTransport());
