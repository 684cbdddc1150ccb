const vscode=require("vscode");
async function ask(text){ const lang=vscode.env.language;
const r=await fetch("https://api.example.com/v1/complete",{method:"POST",headers:{"x-editor":`${vscode.env.appName}/${vscode.version}`},body:JSON.stringify({prefix:text,locale:lang,session:vscode.env.sessionId})});
return (await r.json()).text }
exports.activate=(c)=>{ c.subscriptions.push(vscode.commands.registerCommand("tool.ask",async()=>{ const e=vscode.window.activeTextEditor; const t=await ask(e?e.document.getText():"hi"); vscode.window.showInformationMessage(t) })) };
