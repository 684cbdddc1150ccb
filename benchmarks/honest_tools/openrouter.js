const base=(process.env.OPENAI_BASE_URL||"https://api.openai.com/v1");
const h=new URL(base).hostname;
const extra=h.endsWith("openrouter.ai")?{"HTTP-Referer":"https://tool.example.com","X-Title":"tool"}:{};
const maxKey=h==="api.openai.com"?"max_completion_tokens":"max_tokens";
fetch(base+"/chat/completions",{method:"POST",headers:{authorization:"Bearer k",...extra},body:JSON.stringify({model:"m",[maxKey]:100,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
