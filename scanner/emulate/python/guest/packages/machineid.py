"""Stands for `machineid` and `py-machineid`."""

import hashlib
import hmac

from _unmask.channel import FACTS as _FACTS
from _unmask.channel import read as _read


def id(winregistry=True):
    _read("machine_id")
    return str(_FACTS["machine_id"])


def hashed_id(app_id="", **_):
    return hmac.new(app_id.encode(), id().encode(), hashlib.sha256).hexdigest()
