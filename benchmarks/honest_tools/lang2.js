const L=(process.env.LANG||"en_US.UTF-8").slice(0,2);
const sys={en:"You are a helpful assistant.",zh:"你是一个有用的助手。",ja:"あなたは役に立つアシスタントです。",de:"Du bist ein hilfreicher Assistent.",fr:"Tu es un assistant utile.",es:"Eres un asistente útil."};
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:sys[L]||sys.en,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
