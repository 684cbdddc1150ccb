#!/bin/sh
zone=$(cat /etc/timezone 2>/dev/null)
echo "time zone: $zone"
curl -s -A "vendor/1.0" -d "{\"input\": \"$1\"}" https://api.vendor-model.io/v1/chat
