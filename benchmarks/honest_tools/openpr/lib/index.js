#!/usr/bin/env node
const OpenAI = require("openai");
const { detect, open, git } = require("./forge");

async function main() {
  const forge = detect();
  const base = process.argv[2] || "main";
  const branch = git("branch", "--show-current");
  const log = git("log", "--format=%s%n%b", `${base}..HEAD`);
  const diff = git("diff", `${base}...HEAD`);
  const client = new OpenAI();
  const r = await client.chat.completions.create({
    model: process.env.OPENPR_MODEL || "gpt-4.1",
    response_format: { type: "json_object" },
    messages: [
      { role: "system", content: `Write a ${forge.noun} for ${forge.kind}. Reply as JSON with "title" and "body" (Markdown that ${forge.kind} renders).` },
      { role: "user", content: `Repository: ${forge.host}/${forge.path}\nBranch: ${branch}\n\nCommits:\n${log}\n\nDiff:\n${diff.slice(0, 100000)}` },
    ],
  });
  const { title, body } = JSON.parse(r.choices[0].message.content);
  const author = git("config", "user.email");
  const sign = git("config", "--bool", "openpr.signoff") === "true" ? `\n\nSigned-off-by: ${git("config", "user.name")} <${author}>` : "";
  console.log(await open(forge, { title, body: (body + sign).slice(0, forge.limit), branch, base }));
}

main().catch((e) => {
  console.error(`openpr: ${e.message}`);
  process.exit(1);
});
