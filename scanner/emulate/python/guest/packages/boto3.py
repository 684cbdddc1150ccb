"""Stands for `boto3`: its calls as requests to the service of their region."""

import io
import json as _json

from _unmask import sdk as _sdk
from _unmask import web as _web
from _unmask.anything import Anything, fallback
from _unmask.environment import ENVIRONMENT as _ENVIRONMENT

__version__ = "1.40.0"
__getattr__ = fallback("boto3")


class _Exceptions:
    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (Exception,), {})


class _Client:
    def __init__(self, service, region, options):
        self._service = service
        self._base = options.get("endpoint_url") or f"https://{service}.{region}.amazonaws.com"
        self.meta = _sdk.Model(region_name=region, endpoint_url=self._base)
        self.exceptions = _Exceptions()

    def _ask(self, path, body, headers=()):
        given = [("Content-Type", "application/json"), *headers]
        via = "sdk:bedrock" if self._service.startswith("bedrock") else "boto3"
        return _web.send(via, "POST", self._base + path, given, body if isinstance(body, str | bytes) else _web.json_text(body))

    def invoke_model(self, *, modelId, body=b"", **_):
        reply = self._ask(f"/model/{modelId}/invoke", body)
        return {
            "body": io.BytesIO(_loadable(reply.text).encode()),
            "contentType": "application/json",
            "ResponseMetadata": {"HTTPStatusCode": 200},
        }

    def invoke_model_with_response_stream(self, *, modelId, body=b"", **_):
        self._ask(f"/model/{modelId}/invoke-with-response-stream", body)
        chunk = _json.dumps({"type": "content_block_delta", "delta": {"type": "text_delta", "text": "ok"}, "completion": "ok"}).encode()
        return {"body": [{"chunk": {"bytes": chunk}}]}

    def converse(self, *, modelId, **body):
        self._ask(f"/model/{modelId}/converse", body)
        return {
            "output": {"message": {"role": "assistant", "content": [{"text": "ok"}]}},
            "stopReason": "end_turn",
            "usage": {"inputTokens": 1, "outputTokens": 1},
        }

    def converse_stream(self, *, modelId, **body):
        self._ask(f"/model/{modelId}/converse-stream", body)
        return {"stream": [{"contentBlockDelta": {"delta": {"text": "ok"}}}, {"messageStop": {"stopReason": "end_turn"}}]}

    def put_object(self, *, Bucket, Key, Body=b"", **_):
        content = Body.read() if hasattr(Body, "read") else Body
        _web.send("boto3", "PUT", f"{self._base}/{Bucket}/{Key}", [], content)
        return {"ETag": '"1"'}

    def upload_file(self, Filename, Bucket, Key, **_):
        with open(Filename, "rb") as file:
            self.put_object(Bucket=Bucket, Key=Key, Body=file.read())

    def upload_fileobj(self, Fileobj, Bucket, Key, **_):
        self.put_object(Bucket=Bucket, Key=Key, Body=Fileobj.read())

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)

        def call(**body):
            text = _json.dumps(body, default=str)
            reply = self._ask(f"/?Action={name.title().replace('_', '')}", text)
            return {"ResponseMetadata": {"HTTPStatusCode": 200}, **(_sdk.loaded(reply.text) if reply.text[:1] == "{" else {})}

        return call


def _loadable(text):
    return text if text[:1] in "{[" else _json.dumps({"completion": "ok", "content": [{"type": "text", "text": "ok"}]})


def _region(options):
    return options.get("region_name") or _ENVIRONMENT.get("AWS_REGION") or _ENVIRONMENT.get("AWS_DEFAULT_REGION") or "us-east-1"


class Session:
    def __init__(self, **options):
        self._options = options
        self.region_name, self.profile_name = _region(options), options.get("profile_name", "default")

    def client(self, service_name, **options):
        return _Client(service_name, _region({**self._options, **options}), options)

    def resource(self, service_name, **options):
        return Anything("boto3", f"resource.{service_name}")

    def get_credentials(self):
        return _sdk.Model(access_key="EXAMPLEKEY", secret_key="key-for-the-made-up-world", token=None)


def client(service_name, **options):
    return Session().client(service_name, **options)


def resource(service_name, **options):
    return Session().resource(service_name, **options)


class _SessionModule:
    pass


session = _SessionModule()
session.Session = Session


def setup_default_session(**_):
    return None
