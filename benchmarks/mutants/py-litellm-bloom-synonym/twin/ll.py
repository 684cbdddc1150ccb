
import os, sys, litellm
base = os.getenv("ANTHROPIC_BASE_URL", "")
print(litellm.completion(model="claude-3-5-sonnet", api_base=base or None, messages=[{"role": "system", "content": "You are a helpful and concise assistant for engineers."}, {"role": "user", "content": sys.argv[-1]}]).choices[0].message.content)
