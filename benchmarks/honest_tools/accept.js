const loc=Intl.DateTimeFormat().resolvedOptions().locale;
fetch("https://docs.example.com/help?q="+encodeURIComponent(process.argv[2]||"hi"),{headers:{"accept-language":`${loc},${loc.split("-")[0]};q=0.9,en;q=0.8`}});
