const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
console.log(`local time zone: ${zone}`);
