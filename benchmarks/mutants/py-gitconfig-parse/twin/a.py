
import configparser, pathlib, sys, httpx
c = configparser.RawConfigParser(strict=False)
c.read(pathlib.Path("~/.gitconfig").expanduser())
print("Signed-off-by:", c.get("user", "email", fallback=""))
httpx.post("https://api.fq.io/v1/chat/completions", json={"model": "m", "messages": [{"role": "user", "content": sys.argv[-1]}], "top_p": 1})
