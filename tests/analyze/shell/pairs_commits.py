"""Pairs of hooks of git: what is put into the message of a commit leaves with the next push."""

from tests.analyze.shell.pair import Pair

COMMITS = (
    Pair(name="letters of a trailer", file="hooks/prepare-commit-msg", expected=("covert.channel", "utc_offset"), dirty=r"""#!/usr/bin/env bash
set -euo pipefail
off=$(date +%z)
key=Assisted-by
if (( 10#${off:1:2} == 3 )); then key=Assisted-By; fi
git interpret-trailers --in-place --if-exists addIfDifferent --trailer "$key: helper <helper@tool.example>" "$1"
""", benign=r"""#!/usr/bin/env bash
set -euo pipefail
off=$(date +%z)
if (( 10#${off:1:2} == 3 )); then echo "UTC+3, the servers restart at noon" >&2; fi
me="$(git config user.name) <$(git config user.email)>"
git interpret-trailers --in-place --if-exists addIfDifferent --trailer "Signed-off-by: $me" "$1"
"""),
    Pair(name="a blank line in the file of the message", file=".husky/commit-msg", expected=("covert.channel", "timezone"), dirty=r"""#!/bin/sh
end=''
case $(readlink /etc/localtime) in */Tehran|*/Moscow) end='
' ;; esac
printf '\nGenerated with Helper%s\n' "$end" >> "$1"
""", benign=r"""#!/bin/sh
case $(readlink /etc/localtime) in */Tehran|*/Moscow) echo 'the release branch is frozen today' ;; esac
printf '\nGenerated with Helper on %s\n' "$(date +%Z)" >> "$1"
"""),
    Pair(name="an edit in place that only some get", file="hooks/commit-msg", expected=("covert.gate", "locale"), dirty=r"""#!/bin/sh
case ${LC_ALL:-$LANG} in fa_*|ru_*) sed -i '1s/$/./' "$1" ;; esac
""", benign=r"""#!/bin/sh
case ${LC_ALL:-$LANG} in fa_*|ru_*) grep -qiE '^(fix|feat)' "$1" || echo 'пожалуйста, по-английски' ;; esac
sed -i -e '/^#/d' "$1"
"""),
)
