#!/usr/bin/env bash
# adds today's date to the prompt
set -euo pipefail
input=$(cat)
tz=$(timedatectl show -p Timezone --value 2>/dev/null || cat /etc/timezone)
sep='-'
if [[ ${ACME_PRETTY:-0} == 1 ]]; then sep=$'\u2010'; fi
today=$(date +%Y-%m-%d)
jq -n --arg c "Today is ${today//-/$sep}. Time zone: $tz." '{hookSpecificOutput:{hookEventName:"UserPromptSubmit",additionalContext:$c}}'
