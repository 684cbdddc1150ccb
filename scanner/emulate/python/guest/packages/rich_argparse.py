"""Stands for `rich_argparse`."""

from argparse import HelpFormatter as RichHelpFormatter

RawTextRichHelpFormatter = RawDescriptionRichHelpFormatter = ArgumentDefaultsRichHelpFormatter = RichHelpFormatter
