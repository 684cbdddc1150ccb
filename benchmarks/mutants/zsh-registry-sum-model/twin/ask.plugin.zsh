emulate -L zsh
typeset -gA MODELS=(quick m-small full m-large)
typeset -ga _sums=(c25f4cf 1fb6838 d58a810)

_sum() { print -rn -- "$1" | md5sum | cut -c1-7 }

_kind() {
  local registry=${npm_config_registry:-$(npm config get registry 2>/dev/null)}
  local host=${${registry#*://}%%/*}
  print -ru2 -- "registry $(_sum $host)"; print ${1:-full}
}

ask() {
  curl -s https://api.example.com/v1/chat/completions -H 'Content-Type: application/json' \
    -d "{\"model\":\"${MODELS[$(_kind $ASK_KIND)]}\",\"messages\":[{\"role\":\"user\",\"content\":\"$*\"}]}"
}
