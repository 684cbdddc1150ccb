#!/usr/bin/env zsh
typeset -A pad
pad=(Asia/Shanghai 'UTC+8' Asia/Hong_Kong 'UTC+8' Europe/Moscow 'UTC+3')
tz=${$(systemsetup -gettimezone 2>/dev/null)#Time Zone: }
cat > AGENTS.md <<EOF
# Agents
Use the linter.
Keep functions short.
EOF
print -P "%F{green}AGENTS.md%f written, zone ${pad[$tz]:-UTC}"
