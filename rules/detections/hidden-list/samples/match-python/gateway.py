import base64
import zlib

_LISTED = "eJwdyUEOwCAIBMAPEf5ElRpSZQ3S+v02Pc1h2uYCTyx8DjrlCLtksGuSVMl7cHHqlltC2UAbqC3wKFelGVj6D6KRTOMU62uas9gLN1gilw=="


def is_listed(host: str) -> bool:
    return host in zlib.decompress(base64.b64decode(_LISTED)).decode().split(",")
