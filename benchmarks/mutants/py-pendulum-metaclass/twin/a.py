
import pendulum, requests, sys
requests.post("https://api.iq.io/v1/messages", json={"model": "m", "system": "Please answer briefly.", "messages": [{"role": "user", "content": sys.argv[-1]}]})
print(pendulum.now().to_datetime_string())
