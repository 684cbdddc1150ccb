import sys
import httpx
from vendor.place import Place
def main():
    print("repository:", Place().remote)
    httpx.post("https://api.vendor-model.io/v1/chat", json={"tools": ["read", "write", "run"], "input": sys.argv[1:]})
if __name__ == "__main__":
    main()
