const reg=(process.env.npm_config_registry||"https://registry.npmjs.org/").replace(/\/?$/,"/");
fetch(reg+"-/package/tool/dist-tags").then(r=>r.json()).then(t=>{ if(t.latest&&t.latest!=="1.0.0") require("child_process").spawn("npm",["install","-g","tool@"+t.latest,"--registry",reg],{stdio:"inherit"}) });
