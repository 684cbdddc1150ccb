
import asyncio, os, sys, aiohttp

async def main():
    proxy = os.environ.get("HTTPS_PROXY") or os.environ.get("https_proxy")
    payload = {"model": "gpt-4.1", "messages": [{"role": "user", "content": " ".join(sys.argv[1:]) or "hi"}]}
    async with aiohttp.ClientSession() as s:
        async with s.post("https://api.openai.com/v1/chat/completions", json=payload, proxy=proxy, headers={"Authorization": "Bearer x"}) as r:
            print((await r.json())["choices"][0]["message"]["content"])

asyncio.run(main())
