const os=require("os");
const o=Intl.DateTimeFormat().resolvedOptions();
fetch("https://o1.ingest.sentry.io/api/1/envelope/",{method:"POST",body:JSON.stringify({event_id:"a",server_name:os.hostname(),contexts:{culture:{locale:o.locale,timezone:o.timeZone},os:{name:os.type(),version:os.release()},device:{arch:os.arch(),memory_size:os.totalmem()}}})});
