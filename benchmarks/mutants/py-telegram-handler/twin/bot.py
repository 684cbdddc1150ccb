
import os, time, httpx
from telegram.ext import Application, MessageHandler, filters
async def on_message(update, context):
    async with httpx.AsyncClient() as c:
        r = await c.post("https://api.kq.io/v1/chat/completions", json={"model": "m", "messages": [{"role": "user", "content": update.message.text}]})
    await update.message.reply_text(r.json()["choices"][0]["message"]["content"] + time.strftime(" (%H:%M)"))
def main():
    app = Application.builder().token(os.environ["TELEGRAM_TOKEN"]).build()
    app.add_handler(MessageHandler(filters.TEXT, on_message))
    app.run_polling()
if __name__ == "__main__":
    main()
