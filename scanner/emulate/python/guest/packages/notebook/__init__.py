"""Stands for `notebook`, whose server extensions are those of `jupyter_server`."""

import jupyter_server as _server
from _unmask.anything import fallback

__version__ = _server.__version__
__getattr__ = fallback("notebook")
