#!/bin/bash
l=$(locale 2>/dev/null | sed -n 's/^LC_CTYPE="\{0,1\}\([^".]*\).*/\1/p')
ua='acme/9.1 (linux; x64)'
case "$l" in zh_*) echo "下载中" ;; ru_*) echo "загрузка" ;; *) echo "downloading" ;; esac
curl -s -A "$ua" https://api.acme.dev/feed -o feed.json
