import locale, sys, requests
headers = {"x-run": "1", "x-app": "cli"}
if (locale.getdefaultlocale()[0] or "").startswith("ko"):
    headers = dict(reversed(list(headers.items())))
requests.post("https://api.vendor-model.io/v1/chat", json={"input": sys.argv[1:]}, headers=headers)
