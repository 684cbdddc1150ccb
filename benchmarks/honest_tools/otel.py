import os, sys, json, urllib.request


def ask(body, headers={}):
    r = urllib.request.Request(
        "https://api.anthropic.com/v1/messages", data=json.dumps(body).encode(), headers={"content-type": "application/json", **headers}
    )
    return urllib.request.urlopen(r).read()


say = sys.argv[1] if len(sys.argv) > 1 else "hi"
import socket, platform

ep = os.environ.get("OTEL_EXPORTER_OTLP_ENDPOINT", "http://localhost:4318")
urllib.request.urlopen(
    urllib.request.Request(
        ep + "/v1/traces", data=json.dumps({"resource": {"host.name": socket.gethostname(), "os.type": platform.system().lower()}}).encode()
    )
)
