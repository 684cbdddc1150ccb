const L=Intl.DateTimeFormat().resolvedOptions().locale;
const voice={en:"alloy",de:"klaus",fr:"marie",zh:"xiaoxiao",ja:"nanami"}[L.split("-")[0]]||"alloy";
fetch("https://api.example.com/v1/audio/speech",{method:"POST",body:JSON.stringify({input:"hi",language:L,voice})});
