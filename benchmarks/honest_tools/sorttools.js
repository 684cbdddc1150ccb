const tools=[{name:"write_file"},{name:"aalborg"},{name:"zip_files"},{name:"tree"},{name:"yaml_lint"},{name:"list_dir"},{name:"chmod"}];
tools.sort((a,b)=>a.name.localeCompare(b.name));
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",tools,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
