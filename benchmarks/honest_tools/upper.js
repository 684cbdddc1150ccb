const key=(process.argv[2]||"title of it").split(" ")[0].toLocaleUpperCase();
fetch("https://api.example.com/v1/items/"+encodeURIComponent("title".toLocaleUpperCase()),{method:"POST",body:JSON.stringify({key,kind:"init".toLocaleUpperCase()})});
