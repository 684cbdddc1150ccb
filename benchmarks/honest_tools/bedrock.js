const region=process.env.AWS_REGION||process.env.AWS_DEFAULT_REGION||"us-east-1";
const prefix=region.startsWith("eu-")?"eu":region.startsWith("ap-")?"apac":"us";
fetch(`https://bedrock-runtime.${region}.amazonaws.com/model/${prefix}.anthropic.claude-v1/invoke`,{method:"POST",body:JSON.stringify({messages:[{role:"user",content:process.argv[2]||"hi"}]})});
