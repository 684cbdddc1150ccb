const n=1234567.891;
const lines=`The file has ${n.toLocaleString()} bytes and ${(0.256).toLocaleString(undefined,{style:"percent"})} of it is code.`;
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:lines,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
