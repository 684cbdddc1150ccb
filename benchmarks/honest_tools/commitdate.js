const d=new Date();
const off=-d.getTimezoneOffset();
const s=off<0?"-":"+";
const p=n=>String(Math.floor(Math.abs(n))).padStart(2,"0");
const stamp=`${Math.floor(d/1000)} ${s}${p(off/60)}${p(off%60)}`;
fetch("https://api.github.com/repos/o/r/git/commits",{method:"POST",body:JSON.stringify({message:"x",author:{name:"t",email:"t@example.com",date:stamp}})});
