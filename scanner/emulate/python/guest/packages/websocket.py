"""Stands for `websocket` (websocket-client)."""

from _unmask.anything import fallback
from websockets import _Plain

__getattr__ = fallback("websocket")


class WebSocketException(Exception):
    pass


WebSocketTimeoutException, WebSocketConnectionClosedException = (
    type("WebSocketTimeoutException", (WebSocketException,), {}),
    type("WebSocketConnectionClosedException", (WebSocketException,), {}),
)


class WebSocket(_Plain):
    def __init__(self, *_, **options):
        self._options = options

    def connect(self, url, **options):
        _Plain.__init__(self, url, {**self._options, **options})

    send_text = send_binary = _Plain.send

    def settimeout(self, _):
        return None


def create_connection(url, *_, **options):
    made = WebSocket()
    made.connect(url, **options)
    return made


def enableTrace(*_):
    return None


class WebSocketApp:
    def __init__(self, url, header=None, on_open=None, on_message=None, on_error=None, on_close=None, **_):
        self.url, self.header, self.on_open, self.on_message, self.on_close = url, header, on_open, on_message, on_close
        self.sock = None

    def run_forever(self, **_):
        self.sock = create_connection(self.url, header=self.header)
        if self.on_open:
            self.on_open(self)
        if self.on_message:
            self.on_message(self, self.sock.recv())
        if self.on_close:
            self.on_close(self, 1000, "")

    def send(self, message, *_):
        self.sock.send(message)

    def close(self, **_):
        return None
