"""From the words of a command line to a command that runs. A word that cannot be understood is
answered in one line; no words at all need no parser, and so none is loaded.
"""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from backprop_tui import __version__
from backprop_tui.cli.commands import COMMANDS, DASHBOARD, Command, options, shared_options
from backprop_tui.cli.file_options import SESSION
from backprop_tui.cli.options import BY_HAND, CHANGE, suited
from backprop_tui.cli.output import write
from backprop_tui.cli.which_run import done_by_hand, opened_session, require_run, run_of_session
from backprop_tui.cli.words import PLAIN, gathered, join_values
from backprop_tui.engine import BadSetting, Experiment
from backprop_tui.engine.reading.option import Option

LISTS = ("--target", "--ignore")
"""Options that name columns: of other options the last counts, of these all are meant."""


def _require_one_list(words: Iterable[str], flag: str) -> None:
    """Refuse a second option of a flag that names columns."""
    names = [word.removeprefix(f"{flag}=") for word in words if word.startswith(f"{flag}=")]
    if len(names) > 1:
        import shlex

        together = shlex.quote(",".join(names))
        shown = together if len(together) <= 80 else "NAME,NAME"
        raise BadSetting(f"{flag} is given more than once; write all in one: {flag} {shown}")


def perform(arguments: Sequence[str] | None, experiment: type[Experiment] = Experiment) -> int:
    """Do what a command line says.

    Args:
        arguments: Its words; those of this process if `None`.
        experiment: What its settings describe.

    Returns:
        The exit status.

    Raises:
        BadSetting: If it cannot be done.
    """
    words = join_values(sys.argv[1:] if arguments is None else arguments, options(experiment))
    for flag in LISTS:
        _require_one_list(words, flag)
    words = gathered(words, (*shared_options(experiment), BY_HAND, CHANGE))
    name = next((word for word in words if not word.startswith("-")), None)
    if name is not None and name not in COMMANDS:
        hint = _or_together(words, [name], options(experiment))
        raise BadSetting(
            f"there is no command {name[:40]!r}{hint}; choose from {', '.join(COMMANDS)}, "
            "or give none for the dashboard"
        )
    command = DASHBOARD if name is None else COMMANDS[name]
    if name is not None and command.word is not None:
        words = _with_word(words, name, command.word)
    shared = {option.name for option in shared_options(experiment)}
    given: dict[str, Any] = {}
    others: list[str] = []
    if words:  # most people start without any
        from backprop_tui.cli.arguments import build_parser

        if name is not None:
            # What is a command's own may stand before its name too.
            words.insert(0, words.pop(words.index(name)))
        # argparse would take a blank in the value of an option that it does not know for a command.
        known, others = _told_apart(words, {*PLAIN, *map(_flag, shared | command.names)})
        try:
            parsed, unknown = build_parser(experiment).parse_known_args(known)
        except SystemExit:  # after --help
            return 0
        others += unknown
        given = vars(parsed)
        given.pop("command", None)
    if name is None and given.pop("version", False):
        write(f"backprop-tui {__version__}")
        return 0
    _require_own(
        name or "the dashboard",
        command,
        [option for option in given if option not in shared or command.word is not None],
        others,
        _or_together(words, others, options(experiment)) or command.stray,
    )
    values: dict[str, Any] = {form: given.get(form, False) for form, _ in command.forms}
    values |= {
        option.name: option.value(given[option.name])
        for option in command.options
        if option.name in given
    }
    chosen, told = _run_of(command, given, values, experiment, shared)
    values |= told
    own = suited(chosen.preset, values)
    for option in command.options:
        values.setdefault(option.name, own.get(option.name, option.default))
    if BY_HAND in command.options and SESSION.name not in given:
        values[BY_HAND.name] = done_by_hand(chosen, values, command.last)
    return command.perform(chosen, values)


def _run_of(
    command: Command,
    given: Mapping[str, Any],
    values: Mapping[str, Any],
    experiment: type[Experiment],
    shared: Iterable[str],
) -> tuple[Experiment, Mapping[str, Any]]:
    """What a run begins with, and values that come with it, where it is one of a session."""
    if command.word is not None:
        return opened_session(values)
    require_run(given, shared, command.last)
    if SESSION.name in values:
        return run_of_session(values, command.last)
    return experiment.from_options({**given, **_chosen(command, given)}), {}


def _with_word(words: Sequence[str], name: str, option: Option) -> list[str]:
    """The words with the one after the name of a command as the value of an option."""
    place = words.index(name)
    after = range(place + 1, len(words))
    found = next((k for k in after if not words[k].startswith("-")), None)
    return [f"{option.flag}={word}" if k == found else word for k, word in enumerate(words)]


def _flag(name: str) -> str:
    """How an option of that name is written."""
    return f"--{name.replace('_', '-')}"


def _told_apart(words: Iterable[str], flags: Container[str]) -> tuple[list[str], list[str]]:
    """The words that are one of these options or none, and other options."""
    known: list[str] = []
    others: list[str] = []
    for word in words:
        flag = word.partition("=")[0].replace("--no-", "--")
        (known if flag in flags or not word.startswith("-") else others).append(word)
    return known, others


def _chosen(command: Command, given: Mapping[str, Any]) -> dict[str, Any]:
    """What own options of a command say about the experiment, by the names of its options."""
    chosen = {}
    for own, option in command.chooses.items():
        if own in given:
            if twice := [name for name in (option, "data") if name in given]:
                raise BadSetting(f"--{own} names the problem, so it takes no --{twice[0]}")
            chosen[option] = given[own]
    return chosen


def _or_together(words: Sequence[str], others: Sequence[str], known: Iterable[Option]) -> str:
    """What a word that belongs to nothing would be as part of the value before it, if it may."""
    word = others[0] if others else ""
    place = words.index(word) if word in words and not word.startswith("-") else 0
    flag, _, text = words[place - 1].partition("=") if place else ("", "", "")
    option = next((option for option in known if option.flag == flag), None)
    if option is None:
        return ""
    if option.kind.following:
        return f"; {flag} may be followed by {', '.join(option.kind.following)}"
    if not (option.kind.is_list or flag in LISTS):
        return ""
    together = f"{text},{word}"
    with suppress(BadSetting):
        option.value(together)
        import shlex

        shown = shlex.quote(together)
        return f"; several values are written with commas: {flag} {shown}" * (len(shown) <= 80)
    return ""


def _require_own(
    name: str, command: Command, given: Iterable[str], others: Sequence[str], hint: str
) -> None:
    """Refuse options of other commands, and words that belong to nothing."""
    own = list(map(_flag, sorted(command.names)))
    word_flag = "" if command.word is None else command.word.flag
    told = [flag for flag in own if flag != word_flag]
    foreign = map(_flag, given)
    for word in (*(flag for flag in foreign if flag not in own), *others):
        about = (
            (f"a {command.word.metavar}",)
            if command.word is not None
            else ("the options of the experiment",)
        )
        instead = command.elsewhere.get(word.partition("=")[0], "")
        if word in others and not word.startswith("-"):
            instead = hint
        takes = instead or f"; it takes {', '.join((*told, *about))} (--help lists them)"
        raise BadSetting(f"{name} does not take {word.partition('=')[0][:40]!r}{takes}")
