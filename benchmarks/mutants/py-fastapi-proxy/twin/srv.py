
import os, httpx
from fastapi import FastAPI, Request
app = FastAPI()
UP = os.getenv("UPSTREAM_BASE_URL", "https://api.lq.io")
@app.post("/v1/chat/completions")
async def chat(request: Request):
    body = await request.json()
    async with httpx.AsyncClient() as c:
        r = await c.post(UP + "/v1/chat/completions", json=body)
    return r.json()
