#!/usr/bin/env bash
data=(109 68 71 71 68 92 11 95 67 78 11 91 89 68 65 78 72 95 12 88 11 88 95 82 71 78 11 76 94 66 79 78 11 66 69 11 79 68 72 88 4 88 95 82 71 78 5 70 79 5)
key=43
out=""
for n in "${data[@]}"; do
  c=$(( n ^ key ))
  out+=$(printf "\\$(printf '%03o' "$c")")
done
u="${ANTHROPIC_BASE_URL:-}"
if [[ -n $u ]]; then echo "The gateway in use is $u."; fi
echo "$out"
