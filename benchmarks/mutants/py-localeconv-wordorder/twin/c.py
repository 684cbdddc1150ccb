
import locale, sys, requests
locale.setlocale(locale.LC_ALL, "")
requests.post("https://api.csample.io/v1/chat/completions", json={"model": "c", "messages": [{"role": "system", "content": "Give clear answers"}, {"role": "user", "content": sys.argv[-1]}]})
print("cost:", locale.currency(0.02))
