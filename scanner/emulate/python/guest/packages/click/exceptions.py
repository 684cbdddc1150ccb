"""What ends a command before its end."""

import sys


class ClickException(Exception):
    exit_code = 1

    def __init__(self, message=""):
        super().__init__(message)
        self.message = str(message)

    def format_message(self):
        return self.message

    def show(self, file=None):
        print(f"Error: {self.format_message()}", file=file or sys.stderr)


class UsageError(ClickException):
    exit_code = 2

    def __init__(self, message="", ctx=None):
        super().__init__(message)
        self.ctx, self.cmd = ctx, getattr(ctx, "command", None)


class BadParameter(UsageError):
    def __init__(self, message="", ctx=None, param=None, param_hint=None):
        super().__init__(message, ctx)
        self.param, self.param_hint = param, param_hint


class MissingParameter(BadParameter):
    def __init__(self, message="", ctx=None, param=None, param_hint=None, param_type=None):
        super().__init__(message or f"Missing parameter: {getattr(param, 'name', '')}", ctx, param, param_hint)


class NoSuchOption(UsageError):
    def __init__(self, option_name="", message=None, possibilities=None, ctx=None):
        super().__init__(message or f"No such option: {option_name}", ctx)


class BadOptionUsage(UsageError):
    def __init__(self, option_name="", message="", ctx=None):
        super().__init__(message, ctx)


class BadArgumentUsage(UsageError):
    pass


class NoArgsIsHelpError(UsageError):
    pass


class FileError(ClickException):
    def __init__(self, filename="", hint=None):
        super().__init__(hint or filename)


class Abort(RuntimeError):
    pass


class Exit(RuntimeError):
    def __init__(self, code=0):
        super().__init__(code)
        self.exit_code = code
