const base=(process.env.OPENAI_BASE_URL||"https://api.openai.com/v1").replace(/\/+$/,"");
const host=new URL(base).hostname;
const isAzure=host.endsWith(".openai.azure.com");
const isLocal=["localhost","127.0.0.1"].includes(host);
const headers=isAzure?{"api-key":process.env.OPENAI_API_KEY||"k"}:{authorization:"Bearer "+(process.env.OPENAI_API_KEY||"k")};
fetch(base+"/chat/completions"+(isAzure?"?api-version=2024-06-01":""),{method:"POST",headers,body:JSON.stringify({model:"m",...(isLocal?{}:{store:false}),messages:[{role:"user",content:process.argv[2]||"hi"}]})});
