"""Functions made commands."""

import functools
import inspect

from click.core import Argument, Command, Group, Option, get_current_context


def command(name=None, cls=None, **attributes):
    plain = name if callable(name) else None
    kind = cls or Command

    def make(run):
        if isinstance(run, Command):
            raise TypeError("Attempted to convert a callback into a command twice.")
        params = [*attributes.pop("params", []), *reversed(getattr(run, "__click_params__", []))]
        attributes.setdefault("help", inspect.getdoc(run))
        title = name if isinstance(name, str) else _title(run.__name__)
        made = kind(name=title, callback=run, params=params, **attributes)
        made.__doc__ = run.__doc__
        return made

    return make(plain) if plain else make


def _title(text):
    for ending in ("_command", "_cmd", "_group", "_grp"):
        text = text.removesuffix(ending)
    return text.lower().replace("_", "-")


def group(name=None, cls=None, **attributes):
    return command(name, cls=cls or Group, **attributes)


def _remember(run, param):
    if isinstance(run, Command):
        run.params.append(param)
    else:
        if not hasattr(run, "__click_params__"):
            run.__click_params__ = []
        run.__click_params__.append(param)
    return run


def argument(*decls, cls=None, **attributes):
    return lambda run: _remember(run, (cls or Argument)(decls, **attributes))


def option(*decls, cls=None, **attributes):
    return lambda run: _remember(run, (cls or Option)(decls, **attributes))


def pass_context(run):
    @functools.wraps(run)
    def call(*values, **options):
        return run(get_current_context(), *values, **options)

    return call


def pass_obj(run):
    @functools.wraps(run)
    def call(*values, **options):
        return run(get_current_context().obj, *values, **options)

    return call


def make_pass_decorator(kind, ensure=False):
    def mark(run):
        @functools.wraps(run)
        def call(*values, **options):
            ctx = get_current_context()
            found = ctx.ensure_object(kind) if ensure else ctx.find_object(kind)
            return run(found, *values, **options)

        return call

    return mark


def pass_meta_key(key, **_):
    def mark(run):
        @functools.wraps(run)
        def call(*values, **options):
            return run(get_current_context().meta[key], *values, **options)

        return call

    return mark


def _leaves(text):
    def callback(ctx, param, value):
        if value:
            print(text(ctx) if callable(text) else text)
            ctx.exit()

    return callback


def version_option(version=None, *decls, package_name=None, prog_name=None, message=None, **attributes):
    attributes |= {
        "is_flag": True,
        "expose_value": False,
        "is_eager": True,
        "callback": _leaves(f"{prog_name or package_name or 'tool'}, version {version or '1.0.0'}"),
    }
    return option(*(decls or ("--version",)), **attributes)


def help_option(*decls, **attributes):
    attributes |= {"is_flag": True, "expose_value": False, "is_eager": True, "callback": _leaves(lambda ctx: ctx.get_help())}
    return option(*(decls or ("--help",)), **attributes)


def confirmation_option(*decls, **attributes):
    return option(*(decls or ("--yes",)), is_flag=True, expose_value=False, **attributes)


def password_option(*decls, **attributes):
    return option(*(decls or ("--password",)), prompt=True, hide_input=True, **attributes)
