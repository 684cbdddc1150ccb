const cols=process.stdout.columns||80;
const color=process.env.NO_COLOR?false:process.stdout.isTTY;
console.log(color?"\x1b[1mhi\x1b[0m":"hi","-".repeat(cols));
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
