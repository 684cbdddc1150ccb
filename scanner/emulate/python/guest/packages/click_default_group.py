"""Stands for `click_default_group`."""

import click


class DefaultGroup(click.Group):
    """A group that hands to one of its commands what names none."""

    ignore_unknown_options = True

    def __init__(self, *values, default=None, default_if_no_args=False, **options):
        options.setdefault("context_settings", {"ignore_unknown_options": True})
        super().__init__(*values, **options)
        self.default_cmd_name, self.default_if_no_args = default, default_if_no_args
        if default_if_no_args:
            self.no_args_is_help = False

    def set_default_command(self, command):
        self.default_cmd_name = command.name

    def parse_args(self, ctx, args):
        if not args and self.default_if_no_args and self.default_cmd_name:
            args.insert(0, self.default_cmd_name)
        first = next(iter(args), None)
        if self.default_cmd_name and first is not None and first not in self.commands and first not in ("--help", "--version"):
            args.insert(0, self.default_cmd_name)
        return super().parse_args(ctx, args)

    def command(self, *values, default=False, **options):
        add = super().command(*values, **options)
        if not default:
            return add

        def make(run):
            made = add(run)
            self.default_cmd_name = made.name
            return made

        return make
