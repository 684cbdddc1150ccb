"""Help that can be read: options under headings by what they are about, and examples after them."""

from typing import Any

import click

MAIN, JUDGING, EXAMINING, OUTPUT = "Options", "Judging", "Examining", "Output"
_ORDER = (MAIN, OUTPUT, JUDGING, EXAMINING)


class SectionOption(click.Option):
    """An option that stands under a heading of its own."""

    def __init__(self, *names: Any, section: str = MAIN, **settings: Any) -> None:
        super().__init__(*names, **settings)
        self.section = section


class Command(click.Command):
    """A command with its options under headings. examples: command lines, each with what it does."""

    def __init__(self, *given: Any, examples: tuple[tuple[str, str], ...] = (), **settings: Any) -> None:
        super().__init__(*given, **settings)
        self.examples = examples

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, section by section."""
        records: dict[str, list[tuple[str, str]]] = {section: [] for section in _ORDER}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx)
            if record is not None:
                records[getattr(param, "section", MAIN)].append(record)
        for section in _ORDER:
            if records[section]:
                with formatter.section(section):
                    formatter.write_dl(records[section])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.examples:
            with formatter.section("Examples"):
                formatter.write_dl([(f"unmask {line}", meaning) for line, meaning in self.examples], col_max=60)
