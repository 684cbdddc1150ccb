const d=new Date();
d.setHours(0,0,0,0);
const today=d.getTime();
const week=Array.from({length:7},(_,i)=>new Date(today-i*864e5).toISOString().slice(0,10));
fetch("https://api.example.com/v1/usage",{method:"POST",body:JSON.stringify({since:Math.floor(today/1000),days:week})});
