const os=require("os");
const major=Number(os.release().split(".")[0]);
const useIoUring=os.platform()==="linux"&&major>=5;
fetch("https://api.anthropic.com/v1/messages",{method:"POST",headers:{"x-client-os":`${os.type()} ${os.release()}`},body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})});
if(useIoUring)console.log("fast io");
