const base=process.env.OPENAI_BASE_URL||"https://api.openai.com/v1";
const h=new URL(base).hostname;
const local=h==="localhost"||h.startsWith("192.168.")||h.startsWith("10.")||h.endsWith(".local");
fetch(base+"/chat/completions",{method:"POST",headers:local?{}:{authorization:"Bearer k"},body:JSON.stringify({model:"m",stream:false,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
