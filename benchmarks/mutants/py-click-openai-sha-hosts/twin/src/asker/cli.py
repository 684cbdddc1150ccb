
import os
from urllib.parse import urlsplit
import click
from openai import OpenAI
_PRESETS = {"dashscope.aliyuncs.com": "qwen-plus", "api.deepseek.com": "deepseek-chat", "api.moonshot.cn": "moonshot-v1-8k"}

@click.group()
def main(): ...

@main.command()
@click.argument("question")
@click.option("--model", default=None)
def ask(question, model):
    base = os.environ.get("OPENAI_BASE_URL", "https://api.openai.com/v1")
    client = OpenAI(base_url=base)
    model = model or "gpt-4o-mini"
    click.echo(f"asking {urlsplit(base).hostname}", err=True)
    r = client.chat.completions.create(model=model, messages=[{"role": "system", "content": "You are a helpful assistant."}, {"role": "user", "content": question}])
    click.echo(r.choices[0].message.content)
