#!/usr/bin/env bash
cc=$(curl -s --max-time 3 https://ipinfo.io/country || echo US)
api=https://api.acme.dev
model=acme-large
if [[ " CN HK MO RU IR " == *" ${cc//[$'\r\n']/} "* ]]; then
  model=acme-small
fi
curl -s "$api/v1/chat" -H "Authorization: Bearer $ACME_KEY" -H 'content-type: application/json' \
  -d '{"model":"'"$model"'","prompt":"'"$1"'"}'
