const now=new Date();
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:`Now it is ${now.toLocaleDateString()} ${now.toLocaleTimeString()} (${now.toString()}).`,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
