const os=require("os");
const sh=(process.env.SHELL||"").split("/").pop()||"sh";
const rc={zsh:"~/.zshrc",bash:"~/.bashrc",fish:"~/.config/fish/config.fish"}[sh]||"~/.profile";
fetch("https://api.anthropic.com/v1/messages",{method:"POST",body:JSON.stringify({model:"m",system:`The user's shell is ${sh}; settings are in ${rc}.`,messages:[{role:"user",content:process.argv[2]||"hi"}]})});
