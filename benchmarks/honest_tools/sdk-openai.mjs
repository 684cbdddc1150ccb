import OpenAI from "openai";
const client=new OpenAI({baseURL:process.env.OPENAI_BASE_URL,defaultHeaders:{"X-Client":"tool/1.0"},maxRetries:3});
const now=new Date();
const tz=Intl.DateTimeFormat().resolvedOptions().timeZone;
const s=await client.chat.completions.create({model:process.env.MODEL||"gpt",stream:true,messages:[{role:"system",content:`Current time: ${now.toLocaleString("en-US",{timeZone:tz,timeZoneName:"short"})}`},{role:"user",content:process.argv[2]||"hi"}]});
for await(const c of s) process.stdout.write(c.choices[0]?.delta?.content??"");
