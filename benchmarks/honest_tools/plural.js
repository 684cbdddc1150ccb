const n=3;
const pr=new Intl.PluralRules(undefined);
const forms={one:"file",two:"files",few:"files",many:"files",other:"files"};
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:`There are ${n} ${forms[pr.select(n)]}.`,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
