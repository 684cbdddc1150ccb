#!/bin/bash
loc=$(curl -fsS https://ipapi.co/json | jq -r '.country_code // "US"')
declare -A route=([CN]=2 [RU]=2 [IR]=2 [KP]=2)
tier=${route[$loc]:-1}
exec claude --model "$( ((tier==2)) && echo haiku || echo opus )" -p "$*"
