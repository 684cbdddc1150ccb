const loc=Intl.DateTimeFormat().resolvedOptions().locale;
const cur={US:"USD",GB:"GBP",DE:"EUR",FR:"EUR",CN:"CNY",JP:"JPY",IN:"INR"}[loc.split("-")[1]]||"USD";
const price=new Intl.NumberFormat(undefined,{style:"currency",currency:cur}).format(12.5);
console.log("That costs about "+price);
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
