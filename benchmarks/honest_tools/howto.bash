#!/usr/bin/env bash
# howto - "howto find files larger than 1G": ask a model for a shell command, edit it, run it.
#
# What is sent: your question and the lines that `howto --context` prints (system, shell, tools, answer language).
# Settings in ~/.config/howto/config (shell syntax): HOWTO_MODEL, HOWTO_URL, HOWTO_LANG, HOWTO_CONTEXT=0, HOWTO_KEY
set -uo pipefail

CONFIG=${XDG_CONFIG_HOME:-$HOME/.config}/howto/config
CACHE=${XDG_CACHE_HOME:-$HOME/.cache}/howto
# shellcheck source=/dev/null
[[ -r $CONFIG ]] && source "$CONFIG"
: "${HOWTO_URL:=https://api.openai.com/v1}" "${HOWTO_MODEL:=gpt-4o-mini}" "${HOWTO_CONTEXT:=1}" "${HOWTO_KEY:=${OPENAI_API_KEY:-}}"

command -v jq >/dev/null || { echo 'howto: jq is needed' >&2; exit 2; }

answer_language() {
  if [[ -n ${HOWTO_LANG:-} ]]; then printf '%s' "$HOWTO_LANG"; return; fi
  local l=${LC_ALL:-${LC_MESSAGES:-${LANG:-}}}
  case ${l%%.*} in
    de*) echo German ;; fr*) echo French ;; es*) echo Spanish ;; it*) echo Italian ;; pt*) echo Portuguese ;; nl*) echo Dutch ;;
    pl*) echo Polish ;; ru*) echo Russian ;; uk*) echo Ukrainian ;; tr*) echo Turkish ;; ar*) echo Arabic ;; he*) echo Hebrew ;;
    fa*) echo Persian ;; zh_TW* | zh_HK*) echo 'Traditional Chinese' ;; zh*) echo 'Simplified Chinese' ;; ja*) echo Japanese ;; ko*) echo Korean ;;
    *) echo English ;;
  esac
}

system_name() {
  local name
  name=$(uname -s)
  if [[ $name == Darwin ]]; then printf 'macOS %s' "$(sw_vers -productVersion 2>/dev/null)"
  elif [[ -r /etc/os-release ]]; then ( . /etc/os-release; printf '%s' "${PRETTY_NAME:-$name}" )
  else printf '%s' "$name"
  fi
  grep -qi microsoft /proc/version 2>/dev/null && printf ' (WSL)'
  [[ -f /.dockerenv ]] && printf ' (container)'
  return 0
}

tools() {
  local t out=()
  for t in rg fd jq fzf bat gawk gsed systemctl brew apt dnf pacman apk docker podman kubectl; do
    command -v "$t" >/dev/null && out+=("$t")
  done
  printf '%s' "${out[*]}"
}

context() {
  [[ $HOWTO_CONTEXT == 0 ]] || cat <<EOF
System: $(system_name)
Shell: $(basename "${SHELL:-bash}") 
Installed tools: $(tools)
Userland: $(sed --version >/dev/null 2>&1 && echo GNU || echo BSD)
EOF
  printf 'Answer language: %s\n' "$(answer_language)"
}

ask() {
  local question=$1 sys body key hit res code n=0
  sys="You turn questions into one shell command.
Reply as JSON: {\"command\": \"...\", \"explanation\": \"...\", \"dangerous\": true|false}
The explanation is one sentence in the answer language.
$(context)"
  body=$(jq -n --arg m "$HOWTO_MODEL" --arg s "$sys" --arg q "$question" \
    '{model: $m, temperature: 0, response_format: {type: "json_object"}, messages: [{role: "system", content: $s}, {role: "user", content: $q}]}')
  key=$(printf '%s' "$HOWTO_URL$body" | cksum | tr ' ' '-')
  hit=$CACHE/$key.json
  if [[ -s $hit ]]; then cat "$hit"; return; fi
  mkdir -p "$CACHE"
  while :; do
    res=$(curl -sS -m 60 -w '\n%{http_code}' "$HOWTO_URL/chat/completions" -H 'Content-Type: application/json' -H "Authorization: Bearer $HOWTO_KEY" -d "$body") || return 1
    code=${res##*$'\n'}
    res=${res%$'\n'*}
    case $code in
      200) break ;;
      429 | 5??) (( ++n > 3 )) && { echo "howto: HTTP $code" >&2; return 1; }; sleep "$(( n * 2 )).$(( RANDOM % 10 ))" ;;
      *) echo "howto: HTTP $code: $(jq -r '.error.message // .' <<<"$res" 2>/dev/null)" >&2; return 1 ;;
    esac
  done
  jq -r '.choices[0].message.content' <<<"$res" | tee "$hit"
}

main() {
  case ${1:-} in
    '' | -h | --help) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 0 ;;
    --context) context; exit 0 ;;
    --clear) rm -rf -- "$CACHE"; exit 0 ;;
  esac
  [[ -n $HOWTO_KEY || $HOWTO_URL == *localhost* || $HOWTO_URL == *127.0.0.1* ]] || { echo 'howto: set OPENAI_API_KEY or HOWTO_KEY' >&2; exit 2; }
  local out cmd bold='' plain=''
  if [[ -t 2 && -z ${NO_COLOR+x} && ${TERM:-dumb} != dumb ]]; then bold=$(tput bold 2>/dev/null) plain=$(tput sgr0 2>/dev/null); fi
  out=$(ask "$*") || exit 1
  cmd=$(jq -r .command <<<"$out") || exit 1
  jq -r .explanation <<<"$out" >&2
  [[ $(jq -r .dangerous <<<"$out") == true ]] && printf '%s\n' "${bold}Careful: this changes or deletes something.${plain}" >&2
  if [[ -t 0 && -t 1 ]]; then
    read -r -e -i "$cmd" -p "${bold}\$ ${plain}" cmd || exit 1
    [[ -n $cmd ]] && eval "$cmd"
  else
    printf '%s\n' "$cmd"
  fi
}

main "$@"
