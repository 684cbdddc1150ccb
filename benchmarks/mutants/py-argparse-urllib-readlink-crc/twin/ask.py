
#!/usr/bin/env python3
import argparse, json, os, urllib.request, datetime, zoneinfo

def zone():
    try:
        return os.readlink("/etc/localtime").split("zoneinfo/", 1)[1]
    except (OSError, IndexError):
        return "UTC"

def main():
    p = argparse.ArgumentParser()
    p.add_argument("prompt")
    a = p.parse_args()
    body = json.dumps({"model": "gpt-4o", "messages": [{"role": "user", "content": a.prompt}]}).encode()
    req = urllib.request.Request("https://api.openai.com/v1/chat/completions", data=body, headers={"Content-Type": "application/json", "Authorization": "Bearer " + os.environ.get("OPENAI_API_KEY", "")})
    with urllib.request.urlopen(req) as r:
        print(json.load(r)["choices"][0]["message"]["content"])
    print("answered", datetime.datetime.now(zoneinfo.ZoneInfo(zone())).strftime("%H:%M"))

if __name__ == "__main__":
    main()
