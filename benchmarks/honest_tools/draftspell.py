#!/usr/bin/env python3
"""draftspell - spell check a Markdown draft with hunspell, then let a model look at what is left.

The dictionary follows `lang:` in the front matter, then --lang, then your locale. The language goes into the prompt
in words ("The text is written in British English"), as otherwise models "correct" colour to color.
Numbers and dates are left alone in the way usual in that language.
"""
import argparse
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path

NAMES = {
    "en_US": "American English", "en_GB": "British English", "en_AU": "Australian English", "en_CA": "Canadian English",
    "de_DE": "German", "de_AT": "Austrian German", "de_CH": "Swiss German (ss instead of ß)", "fr_FR": "French", "fr_CA": "Canadian French",
    "es_ES": "Spanish", "es_MX": "Mexican Spanish", "pt_PT": "European Portuguese", "pt_BR": "Brazilian Portuguese", "it_IT": "Italian", "nl_NL": "Dutch", "sv_SE": "Swedish",
}
QUOTES = {"en_US": "“ ”", "en_GB": "‘ ’", "de_DE": "„ “", "de_AT": "„ “", "de_CH": "« »", "fr_FR": "« »", "es_ES": "« »", "it_IT": "« »", "sv_SE": "” ”", "nl_NL": "‘ ’"}
CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "draftspell"


def front_matter(text):
    m = re.match(r"---\n(.*?)\n---\n", text, re.S)
    if not m:
        return {}, text
    meta = dict(re.findall(r"^(\w+):\s*(.+?)\s*$", m.group(1), re.M))
    return meta, text[m.end():]


def norm(tag):
    lang, _, region = tag.replace("-", "_").split(".")[0].partition("_")
    if region:
        return f"{lang.lower()}_{region.upper()}"
    return next((k for k in NAMES if k.startswith(lang.lower() + "_")), "en_US")


def choose(meta, flag):
    if flag:
        return norm(flag), "--lang"
    if meta.get("lang"):
        return norm(meta["lang"]), "front matter"
    for var in ("LC_ALL", "LC_CTYPE", "LANG"):
        v = os.environ.get(var, "")
        if re.match(r"[a-z]{2}_[A-Z]{2}", v):
            return norm(v), f"${var}"
    return "en_US", "default"


def prose(text):
    text = re.sub(r"```.*?```", lambda m: "\n" * m.group(0).count("\n"), text, flags=re.S)
    text = re.sub(r"`[^`\n]+`|https?://\S+|<[^>\n]+>", " ", text)
    return text


def hunspell(text, lang, personal):
    exe = shutil.which("hunspell")
    if not exe:
        sys.exit("draftspell: hunspell is not installed")
    known = subprocess.run([exe, "-D"], capture_output=True, text=True, input="").stderr
    if f"/{lang}" not in known:
        sys.exit(f"draftspell: no hunspell dictionary for {lang}; install hunspell-{lang[:2]} or use --lang")
    cmd = [exe, "-d", lang, "-l", "-i", "utf-8"]
    if personal:
        cmd += ["-p", str(personal)]
    out = subprocess.run(cmd, input=text, capture_output=True, text=True, check=True).stdout
    return sorted(set(out.split()))


def ask(text, words, lang, model, use_cache=True):
    system = "\n".join([
        "You proofread a draft. Reply with a JSON list of {\"line\": int, \"old\": str, \"new\": str, \"why\": str}.",
        f"The text is written in {NAMES.get(lang, lang)}. Keep that variant of the language.",
        f"Quotation marks of this language: {QUOTES.get(lang, QUOTES['en_US'])}. Do not change numbers or dates.",
    ])
    numbered = "\n".join(f"{i}: {l}" for i, l in enumerate(text.splitlines(), 1))
    user = f"Words unknown to the spell checker: {', '.join(words) or '(none)'}\n\n{numbered}"
    key = hashlib.md5((lang + model + user).encode()).hexdigest()
    hit = CACHE / f"{key}.json"
    if use_cache and hit.exists():
        return json.loads(hit.read_text("utf-8"))
    body = {"model": model, "temperature": 0, "messages": [{"role": "system", "content": system}, {"role": "user", "content": user}]}
    req = urllib.request.Request(
        os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1").rstrip("/") + "/chat/completions",
        json.dumps(body, ensure_ascii=False).encode("utf-8"),
        {"Content-Type": "application/json", "Authorization": "Bearer " + os.environ.get("OPENAI_API_KEY", "")},
    )
    with urllib.request.urlopen(req, timeout=180) as res:
        raw = json.load(res)["choices"][0]["message"]["content"]
    found = json.loads(re.search(r"\[.*\]", raw, re.S).group(0))
    CACHE.mkdir(parents=True, exist_ok=True)
    hit.write_text(json.dumps(found, ensure_ascii=False), "utf-8")
    return found


def main():
    ap = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    ap.add_argument("file", type=Path)
    ap.add_argument("--lang")
    ap.add_argument("--personal", type=Path, default=Path.home() / ".hunspell_personal")
    ap.add_argument("--ai", action="store_true", help="send the text to a model")
    ap.add_argument("--model", default="gpt-4o-mini")
    ap.add_argument("--no-cache", action="store_true")
    args = ap.parse_args()
    meta, body = front_matter(args.file.read_text("utf-8"))
    lang, source = choose(meta, args.lang)
    print(f"language: {NAMES.get(lang, lang)} ({source})")
    words = hunspell(prose(body), lang, args.personal if args.personal.exists() else None)
    for n, line in enumerate(body.splitlines(), 1):
        bad = [w for w in words if re.search(rf"\b{re.escape(w)}\b", line)]
        if bad:
            print(f"{args.file}:{n}: {', '.join(bad)}")
    if args.ai:
        for f in ask(body, words, lang, args.model, not args.no_cache):
            print(f"{args.file}:{f['line']}: {f['old']} -> {f['new']}  ({f['why']})")
    sys.exit(1 if words else 0)


if __name__ == "__main__":
    main()
