#!/bin/sh
# Installer of fernctl, the command line of the Fern coding agent.
#
#   curl -fsSL https://get.fern.sh | sh
#   curl -fsSL https://get.fern.sh | FERN_MIRROR=cdn-asia sh
#
#   FERN_MIRROR      github (default), cdn-eu, cdn-asia, or an https:// URL. Without it you are asked when GitHub is slow.
#   FERN_INSTALL_DIR where to put the binary (default ~/.local/bin)
#   FERN_VERSION     default: latest
#
# All mirrors carry the same files; the checksum list is always that of GitHub's release and is signed.
set -eu

say() { printf '%s\n' "$*" >&2; }
die() { say "fernctl: $*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

REPO=fern-sh/fernctl
VERSION=${FERN_VERSION:-latest}
DIR=${FERN_INSTALL_DIR:-$HOME/.local/bin}
PUBKEY='RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3'

mirror_url() {
  case $1 in
    github)   echo "https://github.com/$REPO/releases/download" ;;
    cdn-eu)   echo "https://eu.dl.fern.sh/$REPO" ;;
    cdn-asia) echo "https://asia.dl.fern.sh/$REPO" ;;
    https://*) echo "${1%/}" ;;
    *) die "unknown mirror '$1'" ;;
  esac
}

fetch() { # url, file
  if have curl; then curl -fsSL --retry 2 --connect-timeout 10 -o "$2" "$1"
  elif have wget; then wget -q -T 10 -O "$2" "$1"
  else die 'curl or wget is needed'
  fi
}

platform() {
  os=$(uname -s | tr '[:upper:]' '[:lower:]')
  arch=$(uname -m)
  case $arch in
    x86_64 | amd64) arch=x64 ;;
    aarch64 | arm64) arch=arm64 ;;
    *) die "no build for $arch" ;;
  esac
  libc=
  if [ "$os" = linux ] && (ldd --version 2>&1 || true) | grep -qi musl; then libc=-musl; fi
  case $os in linux | darwin) ;; *) die "no build for $os, see https://fern.sh/install" ;; esac
  echo "$os-$arch$libc"
}

where() {
  if grep -qi microsoft /proc/version 2>/dev/null; then echo WSL
  elif [ -f /.dockerenv ] || grep -qE 'docker|kubepods|containerd' /proc/1/cgroup 2>/dev/null; then echo container
  else echo host
  fi
}

# Only a suggestion: printed, and asked for when there is a terminal.
suggest_mirror() {
  tz=${TZ:-}
  [ -n "$tz" ] || tz=$(readlink /etc/localtime 2>/dev/null | sed 's|.*zoneinfo/||')
  case $tz in
    Asia/* | Australia/* | Pacific/Auckland) echo cdn-asia ;;
    Europe/* | Africa/*) echo cdn-eu ;;
    *) case ${LANG:-} in ja_* | zh_* | ko_* | th_* | vi_*) echo cdn-asia ;; *) echo cdn-eu ;; esac ;;
  esac
}

github_ms() {
  have curl || { echo 0; return; }
  t=$(curl -o /dev/null -sI --connect-timeout 5 -m 8 -w '%{time_total}' https://github.com/ 2>/dev/null) || { echo 9999; return; }
  echo "$t" | awk '{ printf "%d", $1 * 1000 }'
}

choose_mirror() {
  if [ -n "${FERN_MIRROR:-}" ]; then echo "$FERN_MIRROR"; return; fi
  ms=$(github_ms)
  if [ "$ms" -lt 2500 ]; then echo github; return; fi
  s=$(suggest_mirror)
  say "GitHub is slow from here ($ms ms). By your time zone or language the mirror '$s' could be nearer."
  if [ -r /dev/tty ] && [ -t 2 ]; then
    printf 'Download from [g]ithub, cdn-[e]u or cdn-[a]sia? [%s] ' "$s" >&2
    read -r a </dev/tty || a=
    case $a in g*) s=github ;; e*) s=cdn-eu ;; a*) s=cdn-asia ;; esac
    echo "$s"
  else
    say "Staying with GitHub; set FERN_MIRROR=$s to change that."
    echo github
  fi
}

sha() { if have sha256sum; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d' ' -f1; }

main() {
  plat=$(platform)
  tmp=$(mktemp -d)
  trap 'rm -rf "$tmp"' EXIT INT TERM
  if [ "$VERSION" = latest ]; then
    fetch "https://api.github.com/repos/$REPO/releases/latest" "$tmp/latest.json"
    VERSION=$(sed -n 's/.*"tag_name": *"\([^"]*\)".*/\1/p' "$tmp/latest.json" | head -n1)
  fi
  mirror=$(choose_mirror)
  base=$(mirror_url "$mirror")
  file=fernctl-$plat.tar.gz
  say "fernctl $VERSION for $plat ($(where)) from $mirror: $base"
  [ -z "${https_proxy:-${HTTPS_PROXY:-}}" ] || say "through the proxy in https_proxy"

  fetch "$base/$VERSION/$file" "$tmp/$file"
  fetch "https://github.com/$REPO/releases/download/$VERSION/SHA256SUMS" "$tmp/SHA256SUMS"
  if have minisign; then
    fetch "https://github.com/$REPO/releases/download/$VERSION/SHA256SUMS.minisig" "$tmp/SHA256SUMS.minisig"
    minisign -Vqm "$tmp/SHA256SUMS" -P "$PUBKEY" || die 'bad signature'
  fi
  want=$(awk -v f="$file" '$2 == f { print $1 }' "$tmp/SHA256SUMS")
  [ "$want" = "$(sha "$tmp/$file")" ] || die "checksum of $file is wrong"

  mkdir -p "$DIR"
  tar -xzf "$tmp/$file" -C "$tmp"
  install -m 755 "$tmp/fernctl" "$DIR/fernctl"
  case :$PATH: in *":$DIR:"*) ;; *) say "Add $DIR to your PATH." ;; esac
  if [ "$(where)" = WSL ]; then say 'WSL: fernctl opens links with wslview when wslu is installed.'; fi
  say "Done. Usage data is off until you run: fernctl telemetry on"
}

main "$@"
