"""Stands for `flask`: the request that is there while a view is called. Views are called as what is handed to frameworks."""

from _unmask.anything import fallback
from _unmask.given import Body, Given
from _unmask.samples import sample_options

__getattr__ = fallback("flask")
__path__ = []


class Request(Given):
    json = property(lambda self: Body(sample_options()))
    form = values = args = json
    is_json = True
    method = "POST"
    remote_user = None

    def __getattr__(self, name):
        return [self.remote_addr] if name == "access_route" else super().__getattr__(name)


request = Request("hello world")


def jsonify(*values, **fields):
    return values[0] if values else fields
