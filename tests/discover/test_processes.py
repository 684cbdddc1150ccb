"""Running tools, seen through a /proc that the test makes."""

import socket
import struct
from pathlib import Path

from scanner.discover.target import Target
from scanner.model.installation import Inventory
from tests.discover.hosts import discovered, gaps, npm_package, put, states

SECRET = "sk-ant-api03-abcdefghijklmnopqrstuvwxyz"


def _process(proc: Path, pid: int, exe: str, *arguments: str, environment: str = "", sockets: tuple[int, ...] = ()) -> None:
    folder = proc / str(pid)
    put(folder / "cmdline", "\0".join(arguments) + "\0")
    put(folder / "environ", environment.replace("\n", "\0"))
    (folder / "exe").symlink_to(exe)
    (folder / "fd").mkdir()
    for inode in sockets:
        (folder / "fd" / str(inode)).symlink_to(f"socket:[{inode}]")


def _listening(proc: Path, *listeners: tuple[str, int, int]) -> None:
    lines = ["  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode"]
    for i, (address, port, inode) in enumerate(listeners):
        digits = f"{struct.unpack('<I', socket.inet_aton(address))[0]:08X}:{port:04X}"
        lines.append(f"   {i}: {digits} 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 {inode} 1 0 100 0 0 10 0")
    put(proc / "net/tcp", "\n".join(lines) + "\n")


def _live(root: Path) -> Inventory:
    return discovered(Target(root=root, is_live=True, proc=root / "proc", host="fixture"))


def _host(root: Path) -> None:
    put(root / "etc/os-release", "")
    package = npm_package(root / "usr/local/lib/node_modules", "@google/gemini-cli", "0.61.0")
    put(package / "bundle/gemini.js", "")
    put(root / "usr/bin/node", b"\x7fELF")
    put(root / "usr/local/bin/ollama", b"\x7fELF" + b"\0" * 20)


def test_a_script_is_known_by_its_package_and_not_by_its_name(tmp_path: Path) -> None:
    _host(tmp_path)
    script = "/usr/local/lib/node_modules/@google/gemini-cli/bundle/gemini.js"
    _process(
        tmp_path / "proc",
        100,
        "/usr/bin/node",
        "node",
        script,
        "--yolo",
        environment=f"GOOGLE_GEMINI_BASE_URL=http://u:p@gw.example/\nGEMINI_API_KEY={SECRET}",
    )
    _process(tmp_path / "proc", 101, "/usr/bin/node", "node", "/srv/app.js", "--yolo")
    inventory = _live(tmp_path)
    gemini = next(one for one in inventory.installations if one.tool_id == "gemini-cli")
    assert {one.channel for one in gemini.sources} == {"npm", "process"}
    assert {("permission_bypass", "--yolo", "enabled"), ("endpoint_override", "env.GOOGLE_GEMINI_BASE_URL", "present"),
            ("secret_at_rest", "env.GEMINI_API_KEY", "present")} <= states(inventory, "gemini-cli")  # fmt: skip
    assert {one.origin for one in inventory.settings if one.key == "--yolo"} == {"process"}
    assert SECRET not in repr(inventory)
    assert "u:p" not in repr(inventory)


def test_a_listener_beyond_loopback_is_told(tmp_path: Path) -> None:
    _host(tmp_path)
    proc = tmp_path / "proc"
    _process(proc, 200, "/usr/local/bin/ollama", "/usr/local/bin/ollama", "serve", sockets=(7, 8))
    _process(proc, 201, "/usr/sbin/sshd", "/usr/sbin/sshd", sockets=(9,))
    _listening(proc, ("0.0.0.0", 11434, 7), ("127.0.0.1", 11435, 8), ("0.0.0.0", 22, 9))
    inventory = _live(tmp_path)
    assert [(one.tool, one.effective) for one in inventory.settings if one.key.startswith("listen.")] == [("ollama", "0.0.0.0:11434")]
    assert ("exposed_listener", "listen.11434", "enabled") in states(inventory, "ollama")


def test_a_tree_that_does_not_run_has_no_processes(tmp_path: Path) -> None:
    _host(tmp_path)
    _process(tmp_path / "proc", 200, "/usr/local/bin/ollama", "ollama", "serve")
    inventory = discovered(Target(root=tmp_path, host="fixture"))
    assert {source.channel for one in inventory.installations for source in one.sources} == {"npm", "native", "path"}


def test_processes_without_an_ai_tool_say_nothing(tmp_path: Path) -> None:
    put(tmp_path / "etc/os-release", "")
    _process(tmp_path / "proc", 1, "/sbin/init", "/sbin/init", environment="ANTHROPIC_BASE_URL=x")
    put(tmp_path / "proc/2/cmdline", "")
    inventory = _live(tmp_path)
    assert (inventory.installations, inventory.settings, inventory.observations) == ((), (), ())


def test_a_process_in_a_container_is_not_taken_for_the_hosts_files(tmp_path: Path) -> None:
    """Its `/usr/local/bin/ollama` is another file than ours by that name."""
    _host(tmp_path)
    proc = tmp_path / "proc"
    _process(proc, 200, "/usr/local/bin/ollama", "ollama", "serve")
    put(tmp_path / "var/container/usr/local/bin/ollama", b"\x7fELF")
    put(proc / "self/stat", "")
    (proc / "self/root").symlink_to(tmp_path)
    (proc / "200/root").symlink_to(tmp_path / "var/container")
    inventory = _live(tmp_path)
    (ollama,) = [one for one in inventory.installations if one.tool_id == "ollama"]
    assert "process" not in {one.channel for one in ollama.sources}
    assert [reason for subject, reason in gaps(inventory) if subject == f"{proc}/200"] == [
        f"runs Ollama in a container, whose files were not looked at; scan them with --root {proc}/200/root"
    ]


def test_the_running_host_and_its_tree_show_the_same_tools(tmp_path: Path) -> None:
    _host(tmp_path)
    (tmp_path / "proc").mkdir()
    live, tree = _live(tmp_path), discovered(Target(root=tmp_path, host="fixture"))
    assert (live.installations, live.servers, live.settings) == (tree.installations, tree.servers, tree.settings)
