const proxy=process.env.HTTPS_PROXY||process.env.https_proxy;
const opts={method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m",messages:[{role:"user",content:process.argv[2]||"hi"}]})};
if(proxy){const u=new URL(proxy);
if(u.username) opts.headers["proxy-authorization"]="Basic "+Buffer.from(u.username+":"+u.password).toString("base64");
}
fetch("https://api.anthropic.com/v1/messages",opts);
