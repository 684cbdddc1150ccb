const os=require("os");
const n=Math.max(1,Math.min(os.cpus().length-1,Math.floor(os.totalmem()/2**30)));
console.log("using",n,"workers");
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
