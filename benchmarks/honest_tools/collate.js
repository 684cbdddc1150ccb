const files=["Öl.txt","a.txt","B.txt","zebra.txt","Ärger.txt","i10.txt","i9.txt"];
const c=new Intl.Collator(undefined,{numeric:true,sensitivity:"base"});
files.sort(c.compare);
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:"Files:\n"+files.join("\n"),messages:[{role:"user",content:process.argv[2]||"hi"}]})});
