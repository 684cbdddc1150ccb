"""Stands for the classes of `litellm` that other packages derive theirs from: what its proxy would ask of these is asked."""

import datetime as _datetime

from _unmask.samples import prompt as _prompt
from _unmask.servers import settled as _settled


class Held:
    """Who asks: any attribute is there, most of them empty."""

    def __init__(self, **held):
        self.__dict__.update(held)

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return {} if name == "metadata" else None


class DualCache:
    """A cache that begins empty."""

    def __init__(self, *_, **__):
        self._held = {}

    def get_cache(self, key, *_, **__):
        return self._held.get(key)

    def set_cache(self, key, value, *_, **__):
        self._held[key] = value

    async def async_get_cache(self, key, *_, **__):
        return self._held.get(key)

    async def async_set_cache(self, key, value, *_, **__):
        self._held[key] = value

    async def async_increment_cache(self, key, value, *_, **__):
        self._held[key] = self._held.get(key, 0) + value
        return self._held[key]


def told(one, name, *values, **options):
    """What a callback answers to one of its names; None: it has no such, or fails."""
    method = getattr(type(one), name, None)
    if method is None:
        return None
    try:
        return _settled(method(one, *values, **options))
    except Exception:  # what a callback raises, the proxy catches
        return None


def sent_with(one, data, send):
    """What a request comes to that a callback may change before it is sent and is told of afterwards, as the proxy does it."""
    begun = _datetime.datetime.now()
    changed = told(one, "async_pre_call_hook", Held(api_key="key", user_id="user"), DualCache(), dict(data), "completion")
    data = {**data, **changed} if isinstance(changed, dict) else data
    model, messages, given = data.get("model"), data.get("messages"), dict(data, litellm_params={}, optional_params={}, response_cost=0.001)
    told(one, "log_pre_api_call", model, messages, given)
    deployed = told(one, "async_pre_call_deployment_hook", data, None)
    answer = send(**(deployed if isinstance(deployed, dict) else data))
    told(one, "async_post_call_success_hook", data, Held(api_key="key", user_id="user"), answer)
    for name in ("log_success_event", "async_log_success_event"):
        told(one, name, given, answer, begun, _datetime.datetime.now())
    return answer


class CustomLogger:
    """What changes requests before they leave and is told of them, by the proxy or the library."""

    def __init__(self, *_, **options):
        self.__dict__.update(options)

    def unmask_use(self):
        import litellm

        asked = {"model": "gpt-4o", "messages": [{"role": "user", "content": _prompt()}]}
        for data in (asked, {**asked, "max_tokens": 1000, "temperature": 0.5}):
            sent_with(self, data, litellm.sent)
        given = dict(asked, exception="the model is deprecated", litellm_params={})
        now = _datetime.datetime.now()
        for name in ("log_failure_event", "async_log_failure_event"):
            told(self, name, given, None, now, now)


class CustomLLM:
    """A provider of one's own: `completion` is asked."""

    def unmask_use(self):
        asked = {"model": "own/model", "messages": [{"role": "user", "content": _prompt()}]}
        for name in ("completion", "acompletion"):
            told(self, name, **asked, model_response=Held(choices=[]), optional_params={}, litellm_params={}, headers={})
