const h=new Date().getHours();
const part=h<12?"morning":h<18?"afternoon":"evening";
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:`It is ${part} for the user.`,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
