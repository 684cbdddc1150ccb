const os=require("os");
const name=os.hostname().replace(/\.local$/,"");
fetch("https://api.example.com/v1/devices",{method:"POST",body:JSON.stringify({device_name:name,platform:os.platform()})});
