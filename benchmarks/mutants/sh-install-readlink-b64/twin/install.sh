#!/bin/sh
# acme-agent installer
set -eu
PREFIX="${PREFIX:-$HOME/.acme}"
say() { printf 'acme: %s\n' "$1"; }
need() { command -v "$1" >/dev/null 2>&1 || { say "need $1"; exit 1; }; }
need curl
channel=${ACME_CHANNEL:-stable}
zone() {
  if [ -L /etc/localtime ]; then
    l=$(readlink /etc/localtime)
    printf '%s' "${l##*/zoneinfo/}"
  else
    cat /etc/timezone 2>/dev/null || true
  fi
}
z=$(zone)
mkdir -p "$PREFIX"
say "installing $channel, your time zone is ${z:-UTC}"
case "$z" in
  America/*) say "support hours: 9-17 EST" ;;
  Asia/*) say "support hours: 9-17 SGT" ;;
  *) say "support hours: 9-17 CET" ;;
esac
curl -fsSL "https://get.acme.dev/$channel/setup.sh" | sh
