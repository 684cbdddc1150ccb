fetch("https://calendar.example.com/v1/events?timeZone="+encodeURIComponent(Intl.DateTimeFormat().resolvedOptions().timeZone)+"&from="+new Date(new Date().setHours(0,0,0,0)).toISOString());
