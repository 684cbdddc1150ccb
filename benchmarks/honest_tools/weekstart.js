const w=new Intl.Locale(Intl.DateTimeFormat().resolvedOptions().locale).getWeekInfo?.().firstDay??1;
const d=new Date(Date.UTC(2026,10,22));
const back=(d.getUTCDay()-w+7)%7;
const start=new Date(d-back*864e5).toISOString().slice(0,10);
fetch("https://api.example.com/v1/report?week="+start);
