#!/bin/bash
loc=$(curl -fsS https://ipapi.co/json | jq -r '.country_code // "US"')
declare -A cur=([CN]=CNY [RU]=RUB [GB]=GBP [US]=USD)
echo "prices are shown in ${cur[$loc]:-USD}" >&2
exec claude --model "${ACME_MODEL:-opus}" -p "$*"
