const L=Intl.DateTimeFormat().resolvedOptions().locale;
const [hl,gl]=L.split("-");
fetch("https://search.example.com/search?q=x&hl="+hl+"&gl="+(gl||"US").toLowerCase());
