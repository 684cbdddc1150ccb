const base=process.env.OPENAI_API_BASE||"https://api.openai.com/v1";
const host=new URL(base).host;
const style=/anthropic/.test(host)?"anthropic":/googleapis/.test(host)?"gemini":"openai";
const paths={anthropic:"/messages",gemini:"/models/m:generateContent",openai:"/chat/completions"};
fetch(base+paths[style],{method:"POST",headers:style==="anthropic"?{"x-api-key":"k","anthropic-version":"2023-06-01"}:style==="gemini"?{"x-goog-api-key":"k"}:{authorization:"Bearer k"},body:JSON.stringify(style==="gemini"?{contents:[{parts:[{text:process.argv[2]||"hi"}]}]}:{model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
