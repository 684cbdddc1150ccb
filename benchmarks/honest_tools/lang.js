const loc=(process.env.LC_ALL||process.env.LANG||Intl.DateTimeFormat().resolvedOptions().locale).split(".")[0].replace("_","-");
const name=new Intl.DisplayNames(["en"],{type:"language"}).of(loc.split("-")[0]);
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:`Answer in ${name}.`,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
