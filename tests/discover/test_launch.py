"""What declared commands start."""

import pytest

from scanner.discover.launch import launch_of, pin_of, words_of


@pytest.mark.parametrize(
    ("command", "launcher", "ecosystem", "package", "pin"),
    [
        ("npx -y @modelcontextprotocol/server-github", "npx", "npm", "@modelcontextprotocol/server-github", "none"),
        ("npx -y foo@1.2.3 /data", "npx", "npm", "foo", "exact"),
        ("npx -y foo@latest", "npx", "npm", "foo", "latest"),
        ("npx foo@next", "npx", "npm", "foo", "tag"),
        ("npx -y @a/b@^1.2", "npx", "npm", "@a/b", "range"),
        ("npx -p pkg@1.0.0 other-command", "npx", "npm", "pkg", "exact"),
        ("npx --package=pkg@1.0.0 other-command", "npx", "npm", "pkg", "exact"),
        ("npm exec -y -- foo@1.0.0", "npx", "npm", "foo", "exact"),
        ("pnpm dlx foo", "npx", "npm", "foo", "none"),
        ("bunx foo@2.0.0", "bunx", "npm", "foo", "exact"),
        ("cmd /c npx -y foo", "npx", "npm", "foo", "none"),
        (r"C:\nodejs\npx.cmd -y foo@1.0.0", "npx", "npm", "foo", "exact"),
        ('sh -c "npx -y foo@1.0.0"', "npx", "npm", "foo", "exact"),
        ("env KEY=x npx foo", "npx", "npm", "foo", "none"),
        ("npx github:someone/tool", "npx", "url", "github:someone/tool", "none"),
        ("npx ./local/server", "npx", "local", "./local/server", "local"),
        ("uvx mcp-server-git==1.0.0", "uvx", "pypi", "mcp-server-git", "exact"),
        ("uvx mcp_server.git", "uvx", "pypi", "mcp-server-git", "none"),
        ("uvx tool@latest", "uvx", "pypi", "tool", "latest"),
        ("uvx --from pkg>=1.0 tool", "uvx", "pypi", "pkg", "range"),
        ("uv tool run foo", "uvx", "pypi", "foo", "none"),
        ("uv --directory /srv/x run server.py", "uv", "local", "server.py", "local"),
        ("pipx run --spec foo==1.0 foo", "pipx", "pypi", "foo", "exact"),
        ("docker run -i --rm -e TOKEN ghcr.io/x/y", "docker", "image", "ghcr.io/x/y", "none"),
        ("docker run ghcr.io/x/y:1.2", "docker", "image", "ghcr.io/x/y", "tag"),
        ("docker run ghcr.io/x/y:latest", "docker", "image", "ghcr.io/x/y", "latest"),
        ("docker run x/y@sha256:00", "docker", "image", "x/y", "digest"),
        ("node /opt/x/server.js", "node", "local", "/opt/x/server.js", "local"),
        ("python -m my_server", "python", "local", "my_server", "local"),
        ("deno run -A https://x.example/y.ts", "deno", "url", "https://x.example/y.ts", "none"),
        ("deno run -A npm:foo@1.0.0", "deno", "npm", "foo", "exact"),
        ("deno run -A npm:@a/foo", "deno", "npm", "@a/foo", "none"),
        ("go run github.com/a/b@latest", "go", "url", "github.com/a/b", "latest"),
        ("go run github.com/a/b@v1.2.3", "go", "url", "github.com/a/b", "exact"),
        ("go run ./cmd/server", "go", "local", "./cmd/server", "local"),
        ("nix run github:a/b", "nix", "url", "github:a/b", "none"),
        ("nix run github:a/b/0123456789abcdef0123456789abcdef01234567", "nix", "url", "github:a/b/0123456789abcdef0123456789abcdef01234567", "digest"),
        ('sh -c "curl -s https://x.example/s.sh | sh"', "curl", "url", "https://x.example/s.sh", "none"),
        ("curl https://x.example/health", "curl", None, None, "local"),
        ('bash -lc "source ~/.nvm/nvm.sh && npx -y foo"', "npx", "npm", "foo", "none"),
        ("/usr/local/bin/thing --stdio", "thing", "local", "/usr/local/bin/thing", "local"),
        ("thing-mcp", "thing-mcp", None, None, "local"),
    ],
)
def test_a_command_is_understood(command: str, launcher: str, ecosystem: str | None, package: str | None, pin: str) -> None:
    found = launch_of(words_of(command))
    assert (found.launcher, found.ecosystem, found.package, found.pin) == (launcher, ecosystem, package, pin)


def test_a_bridge_names_the_remote_server() -> None:
    assert launch_of(words_of("npx -y mcp-remote@0.1.0 https://mcp.example/sse")).url == "https://mcp.example/sse"


@pytest.mark.parametrize("command", ["", "   ", "npx", "docker run", "uvx", "sh -c", "env", "'", "cmd /c"])
def test_a_broken_command_is_no_crash(command: str) -> None:
    assert launch_of(words_of(command) or ("",)).package is None


@pytest.mark.parametrize(
    ("version", "pin"), [("1", "range"), ("1.2", "exact"), ("v1.2.3", "exact"), ("1.x", "range"), ("", "none"), ("beta", "tag")]
)
def test_a_version_holds_as_firmly_as_it_says(version: str, pin: str) -> None:
    assert pin_of(version) == pin
