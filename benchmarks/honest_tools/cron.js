const parts=new Intl.DateTimeFormat("en-US",{hour:"numeric",hour12:false}).format(new Date());
const h=Number(parts);
const greet=h<12?"Good morning":h<18?"Good afternoon":"Good evening";
console.log(greet);
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
