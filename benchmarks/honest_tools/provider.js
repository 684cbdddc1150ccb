const p=process.env.ANTHROPIC_API_KEY?{u:"https://api.anthropic.com/v1/messages",m:"claude"}:process.env.OPENAI_API_KEY?{u:"https://api.openai.com/v1/responses",m:"gpt"}:{u:"http://localhost:11434/api/chat",m:"llama"};
fetch(p.u,{method:"POST",body:JSON.stringify({model:p.m,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
