"""Sockets: what is written to one is read as HTTP where it is that, and is a frame otherwise."""

import asyncio
import io
import socket
import types
from typing import Any

from . import web
from .channel import FACTS, plain, read, tell
from .machine import host_name

_TLS_PORTS = (443, 465, 993, 8443)
_ADDRESS = "192.0.2.1"


class Socket:
    """Stands for `socket.socket`."""

    def __init__(self, family: int = 2, type: int = 1, proto: int = 0, fileno: Any = None) -> None:
        self.family, self.type, self.proto = family, type, proto
        self.host, self.port = "", 0
        self.is_secure = False
        self.timeout: Any = None
        self._sent, self._answers = b"", b""
        self._is_closed = False

    def connect(self, address: Any) -> None:
        if isinstance(address, tuple | list):
            self.host, self.port = str(plain(address[0])), int(address[1])
            if not _is_number(self.host):
                tell("lookup", {"host": self.host})
        else:
            self.host = str(plain(address))
        self.is_secure = self.is_secure or self.port in _TLS_PORTS

    def connect_ex(self, address: Any) -> int:
        self.connect(address)
        return 0

    def sendall(self, data: Any, flags: int = 0) -> None:
        self._sent += bytes(data)
        if _may_be_http(self._sent):
            self._request()
        else:
            self._frame()

    def send(self, data: Any, flags: int = 0) -> int:
        self.sendall(data)
        return len(data)

    def sendto(self, data: Any, *where: Any) -> int:
        address = where[-1]
        self.host, self.port = (str(address[0]), int(address[1])) if isinstance(address, tuple) else (str(address), 0)
        self._sent = bytes(data)
        self._frame()
        return len(data)

    def sendmsg(self, buffers: Any, *_: Any) -> int:
        content = b"".join(map(bytes, buffers))
        self.sendall(content)
        return len(content)

    def _frame(self) -> None:
        if self._sent:
            tell("frame", {"host": f"{self.host}:{self.port}", "text": plain(self._sent)})
            self._answers += self._greeting(self._sent)
        self._sent = b""

    def _greeting(self, sent: bytes) -> bytes:
        """Answers of a mail server."""
        if self.port not in (25, 465, 587, 2525):
            return b""
        word = sent[:4].upper()
        if word in (b"EHLO", b"HELO"):
            return b"250-mail.example.net\r\n250-AUTH PLAIN LOGIN\r\n250 STARTTLS\r\n"
        if word == b"DATA":
            return b"354 go on\r\n"
        if word == b"QUIT":
            return b"221 bye\r\n"
        if word == b"AUTH":
            return b"235 ok\r\n"
        if word in (b"MAIL", b"RCPT", b"RSET", b"NOOP") or sent.endswith(b"\r\n.\r\n"):
            return b"250 ok\r\n"
        return b"220 ready\r\n" if word == b"STAR" else b""

    def _request(self) -> None:
        """A whole request leaves; one of which a part is missing waits."""
        head, end, body = self._sent.partition(b"\r\n\r\n")
        if not end:
            return
        first, *lines = head.decode("latin-1").split("\r\n")
        headers = [tuple(part.strip() for part in line.split(":", 1)) for line in lines if ":" in line]
        held = web.Headers(headers)
        if "chunked" in str(held.get("transfer-encoding", "")).lower():
            if not body.endswith(b"0\r\n\r\n"):
                return
            body = _unchunked(body)
        elif len(body) < int(held.get("content-length", 0) or 0):
            return
        method, target, *_ = first.split(" ")
        self._sent = b""
        if method == "CONNECT":
            self.host, _, port = target.partition(":")
            self.port, self.is_secure = int(port or 443), True
            self._answers += b"HTTP/1.1 200 Connection established\r\n\r\n"
            return
        reply = web.send("https" if self.is_secure else "http", method, self._url(target, held), headers, body if body else None)
        content = reply.content
        names = [f"{name}: {value}" for name, value in reply.headers.items() if name.lower() not in ("content-length", "transfer-encoding")]
        start = f"HTTP/1.1 {reply.status} {web.REASONS.get(reply.status, 'OK')}"
        self._answers += "\r\n".join([start, *names, f"Content-Length: {len(content)}", "", ""]).encode("latin-1", "replace") + content

    def _url(self, target: str, headers: Any) -> str:
        if "://" in target:
            return target
        scheme, usual = ("https", 443) if self.is_secure else ("http", 80)
        named = str(headers.get("host", "")) or self.host
        host = named if ":" in named or self.port in (usual, 0) else f"{named}:{self.port}"
        return f"{scheme}://{host.removesuffix(f':{usual}')}{target}"

    def recv(self, size: int = 65536, flags: int = 0) -> bytes:
        if not self._answers and self.port in (25, 465, 587, 2525) and not self._sent and self.type == 1:
            self._answers = b"220 mail.example.net ready\r\n"
        content, self._answers = self._answers[:size], self._answers[size:]
        return content

    def recvfrom(self, size: int, flags: int = 0) -> tuple[bytes, Any]:
        return self.recv(size), (self.host, self.port)

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        content = self.recv(nbytes or len(buffer))
        buffer[: len(content)] = content
        return len(content)

    def makefile(self, mode: str = "r", buffering: Any = None, *, encoding: Any = None, errors: Any = None, newline: Any = None) -> Any:
        raw = _File(self)
        if "w" in mode and "r" not in mode:
            return io.BufferedWriter(raw) if "b" in mode else io.TextIOWrapper(io.BufferedWriter(raw), encoding, errors, newline)
        reader = io.BufferedReader(raw)
        return reader if "b" in mode else io.TextIOWrapper(reader, encoding or "utf-8", errors, newline)

    def settimeout(self, value: Any) -> None:
        self.timeout = value

    def gettimeout(self) -> Any:
        return self.timeout

    def getsockname(self) -> Any:
        return ("192.0.2.17", 40000)

    def getpeername(self) -> Any:
        return (_ADDRESS, self.port)

    def fileno(self) -> int:
        return -1 if self._is_closed else 99

    def getsockopt(self, *_: Any) -> int:
        return 0

    def accept(self) -> Any:
        raise TimeoutError("timed out")

    def close(self) -> None:
        self._is_closed = True

    def detach(self) -> int:
        return -1

    def _nothing(self, *_: Any, **__: Any) -> None:
        return None

    setsockopt = setblocking = bind = listen = shutdown = ioctl = do_handshake = _nothing

    def __enter__(self) -> "Socket":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # As a socket below TLS.

    def getpeercert(self, *_: Any) -> dict[str, Any]:
        return {"subject": (), "subjectAltName": (("DNS", self.host),), "issuer": ((("organizationName", "Example"),),)}

    def version(self) -> str:
        return "TLSv1.3"

    def cipher(self) -> tuple[str, str, int]:
        return ("TLS_AES_256_GCM_SHA384", "TLSv1.3", 256)

    def selected_alpn_protocol(self) -> None:
        return None

    read = recv

    def write(self, data: Any) -> int:
        return self.send(data)

    def unwrap(self) -> "Socket":
        return self


def _may_be_http(sent: bytes) -> bool:
    """Whether what was written so far can be the beginning of a request."""
    line, end, _ = sent.partition(b"\r\n")
    method = line.split(b" ")[0]
    return method.isalpha() and method.isupper() and (b" HTTP/1" in line if end else len(line) < 4000)


def _is_number(host: str) -> bool:
    return host.replace(".", "").isdigit() or ":" in host


def _unchunked(body: bytes) -> bytes:
    out = b""
    while body:
        size, _, body = body.partition(b"\r\n")
        length = int(size.split(b";")[0] or b"0", 16)
        out += body[:length]
        body = body[length + 2 :]
        if not length:
            break
    return out


class _File(io.RawIOBase):
    def __init__(self, owner: Socket) -> None:
        self._owner = owner

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        return self._owner.recv_into(buffer)

    def write(self, content: Any) -> int:
        return self._owner.send(bytes(content))


def secured(plain_socket: Any, host: Any = None) -> Any:
    """The same socket below TLS."""
    plain_socket.is_secure = True
    return plain_socket


def connected(address: Any, *_: Any, **__: Any) -> Socket:
    made = Socket()
    made.connect(address)
    return made


def _looked_up(host: Any, *_: Any, **__: Any) -> str:
    text = str(plain(host))
    if not _is_number(text):
        tell("lookup", {"host": text})
    return _ADDRESS


def _full_name(name: str = "") -> str:
    """The name of the machine with the suffix of its network."""
    if name:
        return str(name)
    read("dns_suffix")
    return f"{host_name()}.{FACTS.get('dns_suffix', '')}".rstrip(".")


class _Writer:
    """The writing side of `asyncio.open_connection`."""

    def __init__(self, owner: Socket) -> None:
        self._owner = owner
        self.transport = types.SimpleNamespace(get_extra_info=lambda *_: None, close=lambda: None, is_closing=lambda: False)

    def write(self, data: Any) -> None:
        self._owner.sendall(data)

    def writelines(self, lines: Any) -> None:
        self._owner.sendall(b"".join(lines))

    async def drain(self) -> None:
        return None

    def close(self) -> None:
        return None

    async def wait_closed(self) -> None:
        return None

    async def start_tls(self, *_: Any, **__: Any) -> None:
        self._owner.is_secure = True

    def is_closing(self) -> bool:
        return False

    def can_write_eof(self) -> bool:
        return True

    def write_eof(self) -> None:
        return None

    def get_extra_info(self, *_: Any) -> None:
        return None


async def open_connection(host: Any = None, port: Any = None, **options: Any) -> Any:
    """As `asyncio.open_connection`."""
    owner = connected((host, port))
    if options.get("ssl"):
        owner.is_secure = True
    return _Reading(owner), _Writer(owner)


class _Reading:
    def __init__(self, owner: Socket) -> None:
        self._owner = owner

    async def read(self, n: int = -1) -> bytes:
        return self._owner.recv(n if n >= 0 else 1 << 24)

    async def readline(self) -> bytes:
        line, end, self._owner._answers = self._owner._answers.partition(b"\n")
        return line + end

    async def readuntil(self, separator: bytes = b"\n") -> bytes:
        line, end, self._owner._answers = self._owner._answers.partition(separator)
        if not end:
            raise asyncio.IncompleteReadError(line, None)
        return line + end

    async def readexactly(self, n: int) -> bytes:
        content = self._owner.recv(n)
        if len(content) < n:
            raise asyncio.IncompleteReadError(content, n)
        return content

    def at_eof(self) -> bool:
        return not self._owner._answers

    def __aiter__(self) -> "_Reading":
        return self

    async def __anext__(self) -> bytes:
        line = await self.readline()
        if not line:
            raise StopAsyncIteration
        return line


def install() -> None:
    """Called before the image is taken."""
    socket.socket = socket.SocketType = Socket
    socket.create_connection = connected
    socket.gethostname = host_name
    socket.getfqdn = _full_name
    socket.gethostbyname = _looked_up
    socket.gethostbyname_ex = lambda host: (host, [], [_looked_up(host)])
    socket.gethostbyaddr = lambda address: (_full_name(), [], [str(address)])
    socket.getnameinfo = lambda address, flags: (str(address[0]), str(address[1]))
    socket.getaddrinfo = lambda host, port, *_, **__: [(2, 1, 6, "", (_looked_up(host), int(port) if str(port).isdigit() else 443))]
    socket.if_nameindex = lambda: [(1, "lo"), (2, "eth0")]
    socket.has_ipv6 = False
    socket.socketpair = lambda *_: (Socket(), Socket())
    for name, value in _CONSTANTS.items():
        if not hasattr(socket, name):
            setattr(socket, name, value)


_CONSTANTS = {
    "AF_INET": 2, "AF_INET6": 10, "AF_UNIX": 1, "AF_PACKET": 17, "SOCK_STREAM": 1, "SOCK_DGRAM": 2, "SOCK_RAW": 3, "SOL_SOCKET": 1,
    "SO_REUSEADDR": 2, "SO_KEEPALIVE": 9, "SO_BROADCAST": 6, "SO_REUSEPORT": 15, "IPPROTO_TCP": 6, "IPPROTO_UDP": 17, "IPPROTO_IP": 0,
    "TCP_NODELAY": 1, "SHUT_RDWR": 2, "SHUT_WR": 1, "SHUT_RD": 0, "INADDR_ANY": 0, "SOMAXCONN": 128, "AI_PASSIVE": 1, "NI_MAXHOST": 1025,
    "TCP_KEEPIDLE": 4, "TCP_KEEPINTVL": 5, "TCP_KEEPCNT": 6, "IPPROTO_IPV6": 41, "IPV6_V6ONLY": 26, "SO_ERROR": 4, "MSG_PEEK": 2,
    "IP_MULTICAST_TTL": 33, "IP_ADD_MEMBERSHIP": 35, "AF_UNSPEC": 0, "AI_CANONNAME": 2, "NI_NUMERICHOST": 1, "EAI_NONAME": -2,
}  # fmt: skip
