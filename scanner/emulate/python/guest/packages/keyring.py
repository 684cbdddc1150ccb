"""Stands for `keyring`."""

import sys
import types

from _unmask.channel import read as _read

_held = {}


def get_password(service_name, username):
    _read("credential_file")
    return _held.get((service_name, username), "canary-credential-1a2b3c4d")


def set_password(service_name, username, password):
    _held[service_name, username] = password


def delete_password(service_name, username):
    _held.pop((service_name, username), None)


def get_credential(service_name, username):
    return types.SimpleNamespace(username=username or "user", password=get_password(service_name, username))


def get_keyring():
    return types.SimpleNamespace(priority=1, name="keyring")


def set_keyring(_):
    return None


errors = types.ModuleType("keyring.errors")
for _name in ("KeyringError", "NoKeyringError", "PasswordDeleteError", "PasswordSetError", "InitError", "KeyringLocked"):
    setattr(errors, _name, type(_name, (Exception,), {}))
sys.modules["keyring.errors"] = errors
