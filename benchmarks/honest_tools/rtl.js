const loc=new Intl.Locale(Intl.DateTimeFormat().resolvedOptions().locale);
const dir=["ar","he","fa","ur"].includes(loc.language)?"rtl":"ltr";
require("fs").writeFileSync("/tmp/report.html",`<html lang="${loc.language}" dir="${dir}"><body>ok</body></html>`);
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
