"""What the words of a command line may be, for `argparse`. The help is made from the registries of
commands and options.
"""

from __future__ import annotations

import argparse
from typing import Any, NoReturn

from backprop_tui.cli.commands import COMMANDS, DASHBOARD, Command, shared_options
from backprop_tui.cli.output import spelt, write
from backprop_tui.engine import BadSetting, Experiment
from backprop_tui.engine.reading.option import Option

STATUSES = "Exit status: 0 done, 1 diverged or a wrong gradient, 2 refused, 130 interrupted."


class Parser(argparse.ArgumentParser):
    """A parser that knows no abbreviations, no defaults, and complains in one line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(
            **settings,
            epilog=STATUSES,
            allow_abbrev=False,
            # An option before the command's name must survive the command's own parser.
            argument_default=argparse.SUPPRESS,
        )

    def print_help(self, file: Any = None) -> None:
        """Print the help; argparse itself would keep quiet about a full disk."""
        write(self.format_help().rstrip())

    def error(self, message: str) -> NoReturn:
        """Refuse the command line; `main` prints the line."""
        raise BadSetting(message)


def build_parser(experiment: type[Experiment]) -> Parser:
    """The parser of the whole command line, for such experiments."""
    shared = list(shared_options(experiment))
    parser = Parser(
        prog="backprop-tui",
        usage="backprop-tui [COMMAND] [options]",
        description="See back-propagation happen. Without a command the dashboard opens, on a "
        "small network that learns XOR.",
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    commands = parser.add_subparsers(title="commands", dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        subparser = commands.add_parser(
            name,
            usage=f"backprop-tui {name} {command.after}[options]",
            help=command.summary,
            description=f"{command.summary.capitalize()}.",
        )
        _add_options(subparser, name, command, shared if command.word is None else [])
    _add_options(parser, "dashboard", DASHBOARD, shared)
    return parser


def _add_options(parser: Parser, title: str, command: Command, shared: list[Option]) -> None:
    """Give a parser the options of a command and those of the experiment."""
    about = command.word and f"{command.word.metavar}: {spelt(command.word.allowed)}"
    own = parser.add_argument_group(title, about)
    for option in command.options:
        if option is command.word:
            # Its value stands after the name of the command.
            own.add_argument(option.flag, help=argparse.SUPPRESS)
        else:
            _add_option(own, option)
    exclusive = own.add_mutually_exclusive_group()
    for form, summary in command.forms:
        exclusive.add_argument(f"--{form}", action="store_true", help=summary)
    if not shared:
        return
    group = parser.add_argument_group("experiment")
    # Switches stand together at the end of the help.
    for option in sorted(shared, key=lambda option: option.is_switch):
        _add_option(group, option)


def _add_option(group: argparse._ArgumentGroup, option: Option) -> None:
    """Give a group of the help an option."""
    if option.kind.following:
        group.add_argument(option.flag, nargs="?", metavar=option.metavar, help=spelt(option.help))
        group.add_argument(
            option.forms[-1], dest=option.name, action="store_const", const=False, help="none"
        )
    elif option.is_switch:
        group.add_argument(
            option.flag, action=argparse.BooleanOptionalAction, help=spelt(option.help)
        )
    else:
        group.add_argument(*option.forms, metavar=option.metavar, help=spelt(option.help))
