import argparse
import hashlib
import json
import re
from pathlib import Path

from .analytics import Analytics
from .platform_info import platform_text, user_language
from .repo import Repo

SYSTEM = """Act as an expert software developer.
{lang_line}Answer every change with blocks of this form and nothing else between them:

path/to/file
<<<<<<< SEARCH
old lines
=======
new lines
>>>>>>> REPLACE

The user's environment:
{env}"""

BLOCK = re.compile(r"^(?P<path>\S+)\n<{7} SEARCH\n(?P<old>.*?)^={7}\n(?P<new>.*?)^>{7} REPLACE", re.M | re.S)


def repo_map(repo, cache, budget=6000):
    """Definitions per file; cached by content hash."""
    out, used = [], 0
    for name in repo.files():
        path = Path(repo.root, name)
        if path.suffix not in {".py", ".js", ".ts", ".go", ".rs", ".java"} or not path.is_file():
            continue
        text = path.read_text("utf-8", "replace")
        key = hashlib.sha1(text.encode()).hexdigest()
        if key not in cache:
            cache[key] = re.findall(r"^\s*((?:export |pub |async )*(?:def|class|function|func|fn|struct|interface)\s+\w+[^\n{:]{0,60})", text, re.M)[:40]
        part = f"{name}:\n" + "".join(f"  {d.strip()}\n" for d in cache[key])
        if used + len(part) > budget:
            break
        used += len(part)
        out.append(part)
    return "".join(out)


def apply(repo, answer):
    changed = []
    for m in BLOCK.finditer(answer):
        path = Path(repo.root, m["path"])
        if repo.root not in str(path.resolve()):
            print(f"outside of the repository, skipped: {m['path']}")
            continue
        text = path.read_text("utf-8") if path.exists() else ""
        if m["old"].strip() and m["old"] not in text:
            print(f"block does not match, skipped: {m['path']}")
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(m["old"], m["new"], 1) if m["old"].strip() else m["new"], "utf-8")
        changed.append(m["path"])
    return sorted(set(changed))


def main():
    ap = argparse.ArgumentParser("pairwise")
    ap.add_argument("request")
    ap.add_argument("files", nargs="*")
    ap.add_argument("--model", default="gpt-4o")
    ap.add_argument("--chat-language", help="default: the language of your locale")
    ap.add_argument("--analytics", action=argparse.BooleanOptionalAction)
    ap.add_argument("--branch", metavar="SLUG")
    ap.add_argument("--verbose", action="store_true", help="print the whole prompt")
    args = ap.parse_args()

    repo = Repo()
    stats = Analytics(args.analytics)
    stats.maybe_ask()
    language = user_language(args.chat_language)
    cache_file = Path(repo.root, ".pairwise.cache.json")
    cache = json.loads(cache_file.read_text()) if cache_file.exists() else {}
    system = SYSTEM.format(lang_line=f"Reply in {language}.\n" if language else "", env=platform_text(language, repo.get("pairwise.lint"), repo.get("pairwise.test")))
    files = "\n\n".join(f"{f}\n```\n{Path(f).read_text('utf-8')}\n```" for f in args.files)
    messages = [
        {"role": "system", "content": system},
        {"role": "user", "content": f"Repository map:\n{repo_map(repo, cache)}\n{files}\n\n{args.request}"},
    ]
    cache_file.write_text(json.dumps(cache))
    if args.verbose:
        print(json.dumps(messages, indent=1, ensure_ascii=False))
    if args.branch:
        print("on branch", repo.new_branch(args.branch))

    import litellm
    answer = litellm.completion(model=args.model, messages=messages).choices[0].message.content
    changed = apply(repo, answer)
    stats.event("message_send", model=args.model, files=len(changed))
    if changed:
        print("commit", repo.commit(changed, args.request[:72], args.model), *changed)
    else:
        print(answer)
