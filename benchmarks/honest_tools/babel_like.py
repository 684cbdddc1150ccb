import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import calendar, datetime

d = datetime.date.today()
print(calendar.month_name[d.month], calendar.day_name[d.weekday()])
ask({"model": "m", "system": f"Today is {d:%A, %d %B %Y}.", "messages": [{"role": "user", "content": say}]})
