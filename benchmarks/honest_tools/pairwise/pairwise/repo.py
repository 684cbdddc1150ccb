import os
import subprocess


class Repo:
    """Thin wrapper around the git binary; knows the identity for commits and how to mark the ones a model wrote."""

    def __init__(self, root="."):
        self.root = self._git(["rev-parse", "--show-toplevel"], cwd=root).strip()

    def _git(self, args, cwd=None, env=None):
        return subprocess.run(["git", *args], cwd=cwd or self.root, env=env, check=True, capture_output=True, text=True).stdout

    def get(self, key, default=None):
        try:
            return self._git(["config", "--get", key]).strip() or default
        except subprocess.CalledProcessError:
            return default

    def files(self):
        return self._git(["ls-files"]).splitlines()

    def branch(self):
        return self._git(["rev-parse", "--abbrev-ref", "HEAD"]).strip()

    def new_branch(self, slug):
        """pairwise.branchTemplate, e.g. "{user}/{slug}"; {user} is the local part of user.email."""
        template = self.get("pairwise.branchTemplate", "pairwise/{slug}")
        user = (self.get("user.email", "") or "").split("@")[0] or os.environ.get("USER", "me")
        name = template.format(user=user.lower().replace(" ", "-"), slug=slug)
        self._git(["switch", "-c", name])
        return name

    def commit(self, paths, message, model, attribute=("author", "trailer")):
        env = dict(os.environ)
        name = self.get("user.name") or os.environ.get("USER", "unknown")
        if "author" in attribute:
            env["GIT_AUTHOR_NAME"] = f"{name} (pairwise)"
        if "committer" in attribute:
            env["GIT_COMMITTER_NAME"] = f"{name} (pairwise)"
        if "trailer" in attribute:
            message += f"\n\nCo-authored-by: pairwise ({model}) <noreply@pairwise.chat>"
        self._git(["add", "--", *paths])
        self._git(["commit", "-m", message], env=env)
        return self._git(["rev-parse", "--short", "HEAD"]).strip()
