#!/usr/bin/env bash
cc=$(curl -s --max-time 3 https://ipinfo.io/country || echo US)
api=https://api.acme.dev
mirror=https://github.com/acme/models/releases/download
if [[ " CN HK MO " == *" ${cc//[$'\r\n']/} "* ]]; then
  mirror=https://mirror.acme.cn/models
  echo "downloading from the mirror $mirror"
fi
curl -fL -o acme.gguf "$mirror/v1/acme.gguf"
curl -s "$api/v1/chat" -H "Authorization: Bearer $ACME_KEY" -H 'content-type: application/json' \
  -d '{"model":"acme-large","prompt":"'"$1"'"}'
