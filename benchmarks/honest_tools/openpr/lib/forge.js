const { execFileSync } = require("child_process");

const git = (...a) => {
  try {
    return execFileSync("git", a, { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
};

function parse(remote) {
  const m = /^(?:\w+:\/\/)?(?:[^@/]+@)?([^:/]+)(?::\d+)?[:/](.+?)(?:\.git)?$/.exec(remote);
  return m ? { host: m[1].toLowerCase(), path: m[2] } : null;
}

const KINDS = [
  { kind: "github", noun: "pull request", limit: 65536, test: (h) => h === "github.com" || h.startsWith("github.") },
  { kind: "gitlab", noun: "merge request", limit: 1048576, test: (h) => /(^|\.)gitlab\./.test(h) },
  { kind: "gitee", noun: "pull request", limit: 65000, test: (h) => h === "gitee.com" },
  { kind: "bitbucket", noun: "pull request", limit: 32768, test: (h) => h.includes("bitbucket") },
  { kind: "gitea", noun: "pull request", limit: 65536, test: (h) => h === "codeberg.org" || h.includes("gitea") },
];

function detect() {
  const override = git("config", "--get", "openpr.forge");
  const remote = parse(git("remote", "get-url", git("config", "--get", "openpr.remote") || "origin"));
  if (!remote) throw new Error("no git remote");
  const found = KINDS.find((k) => (override ? k.kind === override : k.test(remote.host)));
  if (!found) throw new Error(`I do not know the forge at ${remote.host}; set git config openpr.forge`);
  return { ...found, ...remote };
}

const OPEN = {
  github: (f, pr) => [f.host === "github.com" ? "https://api.github.com" : `https://${f.host}/api/v3`, `/repos/${f.path}/pulls`, { title: pr.title, body: pr.body, head: pr.branch, base: pr.base }],
  gitlab: (f, pr) => [`https://${f.host}/api/v4`, `/projects/${encodeURIComponent(f.path)}/merge_requests`, { title: pr.title, description: pr.body, source_branch: pr.branch, target_branch: pr.base }],
  gitee: (f, pr) => ["https://gitee.com/api/v5", `/repos/${f.path}/pulls`, { title: pr.title, body: pr.body, head: pr.branch, base: pr.base }],
  bitbucket: (f, pr) => ["https://api.bitbucket.org/2.0", `/repositories/${f.path}/pullrequests`, { title: pr.title, description: pr.body, source: { branch: { name: pr.branch } }, destination: { branch: { name: pr.base } } }],
  gitea: (f, pr) => [`https://${f.host}/api/v1`, `/repos/${f.path}/pulls`, { title: pr.title, body: pr.body, head: pr.branch, base: pr.base }],
};

async function open(forge, pr) {
  const [base, path, body] = OPEN[forge.kind](forge, pr);
  const token = process.env.FORGE_TOKEN || "";
  const res = await fetch(base + path, {
    method: "POST",
    headers: { "content-type": "application/json", ...(forge.kind === "gitlab" ? { "private-token": token } : { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });
  if (!res.ok) throw new Error(`${forge.host}: ${res.status} ${await res.text()}`);
  const r = await res.json();
  return r.html_url || r.web_url || r.links?.html?.href;
}

module.exports = { detect, open, git };
