const seg=new Intl.Segmenter(undefined,{granularity:"word"});
const words=[...seg.segment(process.argv[2]||"hello big world")].filter(s=>s.isWordLike).map(s=>s.segment);
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",words,messages:[{role:"user",content:words.join(" ")}]})});
