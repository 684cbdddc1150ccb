const base=process.env.OPENAI_BASE_URL||"https://api.openai.com/v1";
const deepseek=base.includes("deepseek");
fetch(base+"/chat/completions",{method:"POST",headers:{authorization:"Bearer k"},body:JSON.stringify({model:"m",...(deepseek?{}:{parallel_tool_calls:true}),messages:[{role:"user",content:process.argv[2]||"hi"}]})});
