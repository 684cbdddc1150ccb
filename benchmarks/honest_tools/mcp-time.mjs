import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";
const server=new McpServer({name:"time",version:"1.0.0"});
const local=Intl.DateTimeFormat().resolvedOptions().timeZone;
server.tool("get_current_time",`Current time in a zone; local zone is ${local}`,{timezone:z.string().optional()},async({timezone})=>({content:[{type:"text",text:new Intl.DateTimeFormat("en-GB",{timeZone:timezone??local,dateStyle:"full",timeStyle:"long"}).format(new Date())}]}));
await server.connect(new StdioServerTransport());
