"""Commands, groups, and what they take."""

import contextlib
import inspect
import os
import sys

from _unmask.commandline import tell_flag, tell_once

from click.exceptions import Abort, BadParameter, ClickException, Exit, MissingParameter, NoSuchOption, UsageError
from click.types import BOOL, UNPROCESSED, convert_type

_stack = []
_DEEP = 3


def get_current_context(silent=False):
    if _stack:
        return _stack[-1]
    if silent:
        return None
    raise RuntimeError("There is no active click context.")


class Context:
    formatter_class, parameter_source_class = None, None

    def __init__(self, command, parent=None, info_name=None, obj=None, **settings):
        self.command, self.parent, self.info_name, self.params, self.args = command, parent, info_name, {}, []
        self.obj = obj if obj is not None else getattr(parent, "obj", None)
        self.meta = getattr(parent, "meta", {})
        self.invoked_subcommand, self.default_map, self.color, self.resilient_parsing = None, settings.get("default_map"), None, False
        self.auto_envvar_prefix = settings.get("auto_envvar_prefix") or getattr(parent, "auto_envvar_prefix", None)
        self.terminal_width = self.max_content_width = None
        self._closers, self._sources = [], {}
        if self.default_map is None and parent is not None and isinstance(parent.default_map, dict):
            self.default_map = parent.default_map.get(info_name)

    @property
    def command_path(self):
        return f"{self.parent.command_path} {self.info_name}" if self.parent is not None else str(self.info_name or "")

    def find_root(self):
        return self if self.parent is None else self.parent.find_root()

    def find_object(self, kind):
        return self.obj if isinstance(self.obj, kind) else self.parent.find_object(kind) if self.parent is not None else None

    def ensure_object(self, kind):
        found = self.find_object(kind)
        if found is None:
            found = self.obj = kind()
        return found

    def invoke(self, callback, *values, **options):
        if isinstance(callback, Command):
            command, callback = callback, callback.callback
            for one in command.params:
                if one.name not in options and one.expose_value:
                    options[one.name] = one.type_cast(self, one.get_default(self))
        with self:
            return callback(*values, **options)

    def forward(self, command, *values, **options):
        return self.invoke(command, *values, **{**self.params, **options})

    def fail(self, message):
        raise UsageError(message, self)

    def abort(self):
        raise Abort

    def exit(self, code=0):
        raise Exit(code)

    def get_help(self):
        return self.command.get_help(self)

    def get_usage(self):
        return f"Usage: {self.command_path} [OPTIONS]"

    def lookup_default(self, name, call=True):
        return (self.default_map or {}).get(name)

    def get_parameter_source(self, name):
        return self._sources.get(name)

    def call_on_close(self, run):
        self._closers.append(run)
        return run

    def with_resource(self, manager):
        found = manager.__enter__()
        self._closers.append(lambda: manager.__exit__(None, None, None))
        return found

    def scope(self, cleanup=True):
        return self

    def close(self):
        while self._closers:
            self._closers.pop()()

    def __enter__(self):
        _stack.append(self)
        return self

    def __exit__(self, *_):
        _stack.pop()


class ParameterSource:
    COMMANDLINE, ENVIRONMENT, DEFAULT, DEFAULT_MAP, PROMPT = "COMMANDLINE", "ENVIRONMENT", "DEFAULT", "DEFAULT_MAP", "PROMPT"


class Parameter:
    param_type_name, opts, secondary_opts = "parameter", (), ()

    def __init__(
        self,
        decls=(),
        type=None,
        required=False,
        default=None,
        callback=None,
        nargs=None,
        multiple=False,
        metavar=None,
        expose_value=True,
        is_eager=False,
        envvar=None,
        shell_complete=None,
        help=None,
        show_default=None,
        hidden=False,
        **_,
    ):
        self.type, self.required, self.default, self.callback = convert_type(type, default), required, default, callback
        self.nargs, self.multiple, self.metavar, self.expose_value, self.is_eager = (
            nargs or self.type.arity,
            multiple,
            metavar,
            expose_value,
            is_eager,
        )
        self.envvar, self.help, self.hidden = envvar, help, hidden

    def get_default(self, ctx, call=True):
        found = ctx.lookup_default(self.name) if ctx is not None else None
        found = self.default if found is None else found
        return found() if callable(found) and call else found

    def from_environment(self, ctx):
        names = [self.envvar] if isinstance(self.envvar, str) else list(self.envvar or ())
        if ctx.auto_envvar_prefix and not names and isinstance(self, Option):
            names = [f"{ctx.auto_envvar_prefix}_{self.name}".upper()]
        found = next((value for name in names if (value := os.environ.get(name))), None)
        return self.type.split_envvar_value(found) if found is not None and (self.multiple or self.nargs == -1) else found

    def type_cast(self, ctx, value):
        if value is None:
            return () if self.multiple or self.nargs == -1 else None
        if self.multiple or (self.nargs != 1 and not self.type.is_composite):
            return tuple(self.type(one, self, ctx) for one in ([value] if isinstance(value, str) else value))
        return self.type(value, self, ctx)

    def full_process_value(self, ctx, value):
        source = ParameterSource.COMMANDLINE
        if value is None:
            value, source = self.from_environment(ctx), ParameterSource.ENVIRONMENT
        if value is None:
            value, source = self.get_default(ctx), ParameterSource.DEFAULT
        if value is None and getattr(self, "prompt", None):
            import click

            value, source = click.prompt(self.prompt, hide_input=getattr(self, "hide_input", False)), ParameterSource.PROMPT
        ctx._sources[self.name] = source
        value = self.type_cast(ctx, value)
        if self.required and (value is None or value == ()):
            raise MissingParameter(ctx=ctx, param=self)
        if self.callback is not None:
            value = self.callback(ctx, self, value)
        return value

    @property
    def human_readable_name(self):
        return self.metavar or self.name

    def word(self):
        """What stands for a value in a line of a usage."""
        return getattr(self.type, "word", None) or f"<{(self.metavar or self.name or 'text').lower().strip('<>[]').replace('_', '-')}>"


class Option(Parameter):
    param_type_name = "option"

    def __init__(
        self,
        param_decls=(),
        is_flag=None,
        flag_value=None,
        count=False,
        prompt=False,
        hide_input=False,
        confirmation_prompt=False,
        **options,
    ):
        decls = [param_decls] if isinstance(param_decls, str) else list(param_decls)
        self.opts = [one.split("/")[0].strip() for one in decls if one.startswith("-")]
        self.secondary_opts = [one.split("/")[1].strip() for one in decls if one.startswith("-") and "/" in one]
        named = [one for one in decls if not one.startswith("-")]
        longest = max(self.opts, key=lambda one: (one.startswith("--"), len(one)), default="")
        self.name = named[0] if named else longest.lstrip("-").replace("-", "_").lower()
        default, kind = options.get("default"), options.get("type")
        if is_flag is None:
            is_flag = flag_value is not None or bool(self.secondary_opts) or (isinstance(default, bool) and kind in (None, bool, BOOL))
        if is_flag and flag_value is None and default is None and not options.get("required") and not callable(default):
            options["default"] = None if options.pop("keeps_none", False) else False
        options.pop("keeps_none", None)
        if is_flag and kind is None:
            options["type"] = UNPROCESSED if flag_value is not None and not isinstance(flag_value, bool) else BOOL
        super().__init__(decls, **options)
        self.is_flag, self.flag_value, self.count, self.hide_input = (
            bool(is_flag),
            True if flag_value is None else flag_value,
            count,
            hide_input,
        )
        self.is_bool_flag = self.is_flag and isinstance(self.flag_value, bool)
        self.prompt = (self.name or "").replace("_", " ").capitalize() if prompt is True else prompt
        if count and self.default is None:
            self.default = 0
        if count:
            self.type = convert_type(int)


class Argument(Parameter):
    param_type_name = "argument"

    def __init__(self, param_decls=(), required=None, **options):
        decls = [param_decls] if isinstance(param_decls, str) else list(param_decls)
        self.name = decls[0].replace("-", "_").lower()
        if required is None:
            required = options.get("default") is None and options.get("nargs", 1) != -1
        super().__init__(decls, required=required, **options)
        self.opts = [self.name]


class Command:
    context_class = Context
    allow_extra_args = allow_interspersed_args = ignore_unknown_options = False

    def __init__(
        self,
        name=None,
        context_settings=None,
        callback=None,
        params=None,
        help=None,
        epilog=None,
        short_help=None,
        add_help_option=True,
        no_args_is_help=False,
        hidden=False,
        deprecated=False,
        **_,
    ):
        self.name, self.callback, self.params, self.help = name, callback, list(params or []), inspect.cleandoc(help) if help else help
        self.context_settings, self.no_args_is_help, self.hidden = dict(context_settings or {}), no_args_is_help, hidden
        self.epilog, self.short_help, self.deprecated = epilog, short_help, deprecated

    def get_short_help_str(self, limit=45):
        return self.short_help or (self.help or "").split("\n")[0]

    def get_params(self, ctx):
        return self.params

    def get_usage(self, ctx):
        return f"Usage: {ctx.command_path} {' '.join(self.words())}"

    def get_help(self, ctx):
        lines = [self.get_usage(ctx), "", self.help or "", "", "Options:"]
        lines += [f"  {', '.join([*one.opts, *one.secondary_opts])}  {one.help or ''}" for one in self.params if isinstance(one, Option)]
        return "\n".join(lines)

    def words(self):
        """What the command must be given."""
        options = [one for one in self.params if isinstance(one, Option) and one.required and not one.prompt]
        places = [one for one in self.params if isinstance(one, Argument)]
        needed = [max(one.opts, key=len) if one.is_flag else f"{max(one.opts, key=len)} {one.word()}" for one in options]
        return [*needed, *(" ".join([one.word()] * max(1, one.nargs)) for one in places if one.required or one.nargs == -1)]

    def tell(self, before=(), depth=0):
        """Tell in which ways the command can be asked."""
        tell_once(" ".join([*before, *self.words()]))
        rest = [one.word() for one in self.params if isinstance(one, Argument) and not one.required and one.nargs != -1]
        if rest:
            tell_once(" ".join([*before, *self.words(), *rest]))

    def make_context(self, info_name, args, parent=None, **extra):
        ctx = self.context_class(
            self,
            parent=parent,
            info_name=info_name,
            **{
                **{name: value for name, value in self.context_settings.items() if name in ("obj", "default_map", "auto_envvar_prefix")},
                **extra,
            },
        )
        with ctx:
            self.parse_args(ctx, list(args))
        return ctx

    def parse_args(self, ctx, args):
        if not args and self.no_args_is_help:
            print(self.get_help(ctx))
            raise Exit(0)
        given, rest = self._split(ctx, args)
        places = [one for one in self.params if isinstance(one, Argument)]
        needed = sum(max(one.nargs, 0) for one in places)
        for index, one in enumerate(places):
            if one.nargs == -1:
                after = sum(other.nargs for other in places[index + 1 :])
                count = max(0, len(rest) - after)
                given[one.name], rest = (rest[:count] or None), rest[count:]
            elif len(rest) >= one.nargs and rest:
                taken, rest = rest[: one.nargs], rest[one.nargs :]
                given[one.name] = taken[0] if one.nargs == 1 else taken
        if rest and not self._takes_more() and needed >= 0:
            raise UsageError(f"Got unexpected extra argument ({' '.join(rest)})", ctx)
        ctx.args = rest
        for one in sorted(self.params, key=lambda one: not one.is_eager):
            value = one.full_process_value(ctx, given.get(one.name))
            if one.expose_value:
                if ctx.params.get(one.name) is None or ctx._sources.get(one.name) == "COMMANDLINE":
                    ctx.params[one.name] = value
        return rest

    def _takes_more(self):
        return self.context_settings.get("allow_extra_args", self.allow_extra_args)

    def _split(self, ctx, args):
        """(values of options by name, words)."""
        by_flag = {flag: (one, True) for one in self.params if isinstance(one, Option) for flag in one.opts}
        by_flag |= {flag: (one, False) for one in self.params if isinstance(one, Option) for flag in one.secondary_opts}
        given, rest, waiting = {}, [], list(args)
        while waiting:
            word = waiting.pop(0)
            if word == "--":
                rest += waiting
                break
            flag, sign, value = word.partition("=")
            if len(word) > 2 and word[0] == "-" and word[1] != "-" and word[:2] in by_flag and word not in by_flag:
                flag, sign, value = word[:2], "=", word[2:]
                if by_flag[flag][0].is_flag or by_flag[flag][0].count:
                    waiting[:0] = [f"-{letter}" for letter in value]
                    sign = ""
            if flag in by_flag:
                one, is_on = by_flag[flag]
                self._take(ctx, given, one, is_on, value if sign else None, waiting)
            elif word in ("--help", "-h") and word == "--help":
                self.tell()
                print(self.get_help(ctx))
                raise Exit(0)
            elif len(word) > 1 and word.startswith("-") and not word[1:2].isdigit():
                if not self.context_settings.get("ignore_unknown_options", self.ignore_unknown_options):
                    raise NoSuchOption(word, ctx=ctx)
                rest.append(word)
            else:
                rest.append(word)
                if not self.context_settings.get("allow_interspersed_args", True) or isinstance(self, Group):
                    rest += waiting
                    break
        return given, rest

    def _take(self, ctx, given, one, is_on, value, waiting):
        if one.count:
            given[one.name] = given.get(one.name, 0) + 1
        elif one.is_flag:
            given[one.name] = (one.flag_value if is_on else not one.flag_value) if one.is_bool_flag else one.flag_value
        else:
            values = [value] if value is not None else []
            while len(values) < max(one.nargs, 1):
                if not waiting:
                    raise BadParameter(f"Option {one.opts[0]!r} requires an argument.", ctx=ctx, param=one)
                values.append(waiting.pop(0))
            found = values[0] if one.nargs == 1 else tuple(values)
            given[one.name] = [*given.get(one.name, []), found] if one.multiple else found

    def tell_flags(self):
        """Options, of which those are worth trying that a start which is understood does not give."""
        for one in self.params:
            if isinstance(one, Option) and not one.required:
                for flag in one.opts:
                    if flag.startswith("--"):
                        tell_flag(flag)

    def invoke(self, ctx):
        self.tell_flags()
        if self.callback is None:
            return None
        with ctx:
            return self.callback(**ctx.params)

    def main(self, args=None, prog_name=None, complete_var=None, standalone_mode=True, windows_expand_args=True, **extra):
        self.tell()
        name = prog_name or os.path.basename(sys.argv[0])
        try:
            with self.make_context(name, sys.argv[1:] if args is None else list(args), **extra) as ctx:
                result = self.invoke(ctx)
                if inspect.iscoroutine(result):
                    from _unmask.loops import run

                    result = run(result)
                ctx.close()
            if not standalone_mode:
                return result
            sys.exit(0)
        except Exit as error:
            if not standalone_mode:
                return error.exit_code
            sys.exit(error.exit_code)
        except ClickException as error:
            if not standalone_mode:
                raise
            error.show()
            sys.exit(error.exit_code)
        except Abort:
            if not standalone_mode:
                raise
            print("Aborted!", file=sys.stderr)
            sys.exit(1)

    def __call__(self, *values, **options):
        return self.main(*values, **options)

    def unmask_offer(self):
        """A command that the module offers and does not start."""
        with contextlib.suppress(SystemExit):
            self.main()


BaseCommand = Command


class Group(Command):
    allow_extra_args = True
    command_class = group_class = None

    def __init__(
        self,
        name=None,
        commands=None,
        invoke_without_command=False,
        no_args_is_help=None,
        subcommand_metavar=None,
        chain=False,
        result_callback=None,
        **options,
    ):
        super().__init__(name, no_args_is_help=not invoke_without_command if no_args_is_help is None else no_args_is_help, **options)
        listed = commands or {}
        self.commands = dict(listed) if isinstance(listed, dict) else {one.name: one for one in listed}
        self.invoke_without_command, self.chain, self._result_callback = invoke_without_command, chain, result_callback

    def add_command(self, cmd, name=None):
        self.commands[name or cmd.name] = cmd

    def command(self, *values, **options):
        from click.decorators import command

        if self.command_class is not None:
            options.setdefault("cls", self.command_class)
        plain = values[0] if len(values) == 1 and callable(values[0]) and not isinstance(values[0], str) else None

        def add(run):
            made = command(*(() if plain else values), **options)(run)
            self.add_command(made)
            return made

        return add(plain) if plain else add

    def group(self, *values, **options):
        from click.decorators import group

        plain = values[0] if len(values) == 1 and callable(values[0]) and not isinstance(values[0], str) else None

        def add(run):
            made = group(*(() if plain else values), **options)(run)
            self.add_command(made)
            return made

        return add(plain) if plain else add

    def result_callback(self, replace=False):
        def mark(run):
            self._result_callback = run
            return run

        return mark

    resultcallback = result_callback

    def list_commands(self, ctx):
        return sorted(self.commands)

    def get_command(self, ctx, cmd_name):
        return self.commands.get(cmd_name)

    def resolve_command(self, ctx, args):
        name = args[0]
        found = self.get_command(ctx, name)
        if found is None:
            raise UsageError(f"No such command {name!r}.", ctx)
        return name, found, args[1:]

    def get_help(self, ctx):
        lines = [super().get_help(ctx), "", "Commands:"]
        for name in self.list_commands(ctx):
            one = self.get_command(ctx, name)
            lines.append(f"  {name}  {one.get_short_help_str() if one is not None else ''}")
        return "\n".join(lines)

    def tell(self, before=(), depth=0):
        words = [*before, *self.words()]
        if depth >= _DEEP:
            return
        ctx = self.context_class(self, info_name=self.name)
        for name in self.list_commands(ctx)[:24]:
            inner = self.get_command(ctx, name)
            if inner is not None:
                inner.tell((*words, name), depth + 1)

    def invoke(self, ctx):
        args = list(ctx.args)
        if not args:
            if self.invoke_without_command:
                return self._finished(ctx, super().invoke(ctx))
            raise UsageError("Missing command.", ctx)
        results = []
        ctx.invoked_subcommand = "*" if self.chain else args[0]
        with ctx:
            name, command, args = self.resolve_command(ctx, args)
            ctx.invoked_subcommand = name if not self.chain else "*"
            super().invoke(ctx)
            while True:
                inner = command.make_context(name, args, parent=ctx)
                with inner:
                    results.append(command.invoke(inner))
                    inner.close()
                args = list(inner.args)
                if not self.chain or not args or isinstance(command, Group):
                    break
                name, command, args = self.resolve_command(ctx, args)
        return self._finished(ctx, results if self.chain else results[0])

    def _finished(self, ctx, result):
        return result if self._result_callback is None else self._result_callback(result, **ctx.params)


MultiCommand = Group


class CommandCollection(Group):
    def __init__(self, name=None, sources=None, **options):
        super().__init__(name, **options)
        self.sources = list(sources or [])

    def add_source(self, group):
        self.sources.append(group)

    def list_commands(self, ctx):
        return sorted({*self.commands, *(name for one in self.sources for name in one.list_commands(ctx))})

    def get_command(self, ctx, cmd_name):
        return self.commands.get(cmd_name) or next(
            (found for one in self.sources if (found := one.get_command(ctx, cmd_name)) is not None), None
        )
