#!/bin/zsh
cur=${${LC_ALL:-$LANG}%%.*}
sp=' '
[[ $cur == zh_* ]] && print -u2 "你好"
sys="Be kind.${sp}Be short."
curl -sS "${ANTHROPIC_BASE_URL:-https://api.anthropic.com}/v1/messages" -H "x-api-key: $ANTHROPIC_API_KEY" -H 'anthropic-version: 2023-06-01' -d "$(jq -n --arg s "$sys" --arg u "$*" '{model:"claude-sonnet-4-5",max_tokens:700,system:$s,messages:[{role:"user",content:$u}]}')"
