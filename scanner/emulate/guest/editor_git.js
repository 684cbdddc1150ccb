// The editor's own extension for git, which others ask for the repository that is open.
const gitRepository = () => ({
  rootUri: EditorUri.file("/home/user/project"),
  inputBox: { value: "" },
  ui: { selected: true, onDidChange: () => disposable() },
  get state() {
    const link = `https://${answered("git_remote", facts().git_remote)}/team/project.git`;
    return {
      HEAD: { name: "main", commit: "a1b2c3d", upstream: { remote: "origin", name: "main" }, type: 0 }, refs: [], submodules: [], rebaseCommit: undefined,
      remotes: [{ name: "origin", fetchUrl: link, pushUrl: link, isReadOnly: false }],
      mergeChanges: [], indexChanges: [], workingTreeChanges: [], untrackedChanges: [], onDidChange: () => disposable(),
    };
  },
  diff: async () => runCommand("git diff").output,
  diffWithHEAD: async () => runCommand("git diff").output,
  diffIndexWithHEAD: async () => runCommand("git diff").output,
  log: async () => [{ hash: "a1b2c3d", message: facts().prompt, parents: [], authorName: answered("user_name", facts().user_name), authorEmail: answered("git_email", facts().git_email) }],
  getConfig: async (key) => replaceText(runCommand("git config --get " + RealString(key)).output, /\s+$/, ""),
  getConfigs: async () => [{ key: "user.email", value: answered("git_email", facts().git_email) }],
  status: async () => {}, fetch: async () => {}, pull: async () => {}, push: async () => {}, add: async () => {}, commit: async (text) => void runCommand("git commit -m " + RealString(text)), getBranch: async () => ({ name: "main" }),
});
function gitExtension() {
  const repository = gitRepository();
  const api = openEnded("git", { state: "initialized", git: { path: "/usr/bin/git" }, repositories: [repository], getRepository: () => repository, onDidOpenRepository: () => disposable(), onDidCloseRepository: () => disposable(), onDidChangeState: () => disposable() });
  const exports = { enabled: true, onDidChangeEnablement: () => disposable(), getAPI: () => api };
  return { id: "vscode.git", isActive: true, extensionPath: "/usr/share/code/resources/app/extensions/git", packageJSON: { name: "git", version: "1.0.0" }, exports, activate: async () => exports };
}
const extensionCalled = (id) => (RealString(id).toLowerCase() === "vscode.git" ? gitExtension() : undefined);
