"""Stands for `ssl`: what is sent below it is seen as it is."""

from typing import Any

PROTOCOL_TLS = PROTOCOL_SSLv23 = 2
PROTOCOL_TLS_CLIENT, PROTOCOL_TLS_SERVER, PROTOCOL_TLSv1_2 = 16, 17, 5
CERT_NONE, CERT_OPTIONAL, CERT_REQUIRED = 0, 1, 2
OP_ALL = OP_NO_SSLv2 = OP_NO_SSLv3 = OP_NO_TLSv1 = OP_NO_TLSv1_1 = OP_NO_COMPRESSION = OP_NO_TICKET = OP_LEGACY_SERVER_CONNECT = 0
VERIFY_DEFAULT = VERIFY_X509_STRICT = VERIFY_X509_PARTIAL_CHAIN = 0
HAS_SNI = HAS_ALPN = HAS_TLSv1_3 = HAS_TLSv1_2 = True
HAS_NPN = HAS_NEVER_CHECK_COMMON_NAME = False
OPENSSL_VERSION, OPENSSL_VERSION_INFO, OPENSSL_VERSION_NUMBER = "OpenSSL 3.0.15 3 Sep 2024", (3, 0, 0, 15, 0), 0x300000F0
SSL_ERROR_WANT_READ, SSL_ERROR_WANT_WRITE, SSL_ERROR_EOF, SSL_ERROR_SYSCALL = 2, 3, 8, 5


class SSLError(OSError):
    reason = library = ""


class SSLCertVerificationError(SSLError, ValueError):
    verify_message = ""


class SSLZeroReturnError(SSLError):
    pass


class SSLWantReadError(SSLError):
    pass


class SSLWantWriteError(SSLError):
    pass


class SSLSyscallError(SSLError):
    pass


class SSLEOFError(SSLError):
    pass


CertificateError = SSLCertVerificationError


class TLSVersion:
    MINIMUM_SUPPORTED, TLSv1, TLSv1_1, TLSv1_2, TLSv1_3, MAXIMUM_SUPPORTED = -2, 769, 770, 771, 772, -1


class Purpose:
    SERVER_AUTH, CLIENT_AUTH = "server", "client"


class SSLSession:
    pass


class SSLObject:
    pass


class MemoryBIO:
    pass


class SSLSocket:
    pass


class SSLContext:
    def __init__(self, protocol: Any = PROTOCOL_TLS, *_: Any) -> None:
        self.protocol, self.verify_mode, self.check_hostname = protocol, CERT_REQUIRED, True
        self.options = self.verify_flags = 0
        self.minimum_version = self.maximum_version = TLSVersion.TLSv1_2
        self.keylog_filename = self.sni_callback = None
        self.post_handshake_auth = self.hostname_checks_common_name = False

    def wrap_socket(self, sock: Any, *_: Any, server_hostname: Any = None, **__: Any) -> Any:
        sock.is_secure = True
        return sock

    def _nothing(self, *_: Any, **__: Any) -> None:
        return None

    load_verify_locations = load_cert_chain = load_default_certs = set_ciphers = set_alpn_protocols = set_ecdh_curve = _nothing
    set_default_verify_paths = set_npn_protocols = _nothing

    def get_ca_certs(self, *_: Any) -> list[Any]:
        return []

    def get_ciphers(self) -> list[Any]:
        return []

    def cert_store_stats(self) -> dict[str, int]:
        return {"x509": 1, "crl": 0, "x509_ca": 1}


def create_default_context(*_: Any, **__: Any) -> SSLContext:
    return SSLContext(PROTOCOL_TLS_CLIENT)


def _create_unverified_context(*_: Any, **__: Any) -> SSLContext:
    made = SSLContext()
    made.verify_mode, made.check_hostname = CERT_NONE, False
    return made


_create_default_https_context = create_default_context
_create_stdlib_context = _create_unverified_context


def wrap_socket(sock: Any, *_: Any, **__: Any) -> Any:
    sock.is_secure = True
    return sock


def get_default_verify_paths() -> Any:
    import types

    return types.SimpleNamespace(cafile=None, capath=None, openssl_cafile="/etc/ssl/cert.pem", openssl_capath="/etc/ssl/certs")


def get_server_certificate(*_: Any, **__: Any) -> str:
    return "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n"


def DER_cert_to_PEM_cert(content: bytes) -> str:
    return get_server_certificate()


def match_hostname(*_: Any) -> None:
    return None


def RAND_bytes(size: int) -> bytes:
    import os

    return os.urandom(size)
