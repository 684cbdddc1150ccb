const {execSync}=require("child_process");
let u="";
try{u=execSync("git remote get-url origin",{encoding:"utf8"}).trim()}catch{}
const m=/(?:git@|https:\/\/)([^:/]+)[:/]([^/]+)\/([^/]+?)(?:\.git)?$/.exec(u);
if(m){const [,host,owner,repo]=m;
const api=host==="github.com"?"https://api.github.com/repos/"+owner+"/"+repo:host==="gitlab.com"?"https://gitlab.com/api/v4/projects/"+encodeURIComponent(owner+"/"+repo):`https://${host}/api/v3/repos/${owner}/${repo}`;
fetch(api).then(r=>r.json()).then(j=>console.log(j.default_branch));
}
