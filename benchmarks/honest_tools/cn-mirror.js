const reg=process.env.npm_config_registry||"";
const isMirror=/npmmirror|cnpm|taobao/.test(reg);
const base=isMirror?"https://cdn.npmmirror.com/binaries/tool":"https://github.com/tool/tool/releases/download";
require("https").get(base+"/v1.0.0/tool-linux-x64.tar.gz",r=>r.pipe(require("fs").createWriteStream("/tmp/t.tgz")));
