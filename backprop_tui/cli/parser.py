"""From the words of a command line to a command that runs. A word that cannot be understood is
answered in one line; no words at all need no parser, and so none is loaded.
"""

from __future__ import annotations

import sys
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from backprop_tui import __version__
from backprop_tui.cli.commands import COMMANDS, DASHBOARD, Command, options, shared_options
from backprop_tui.cli.options import suited
from backprop_tui.cli.output import write
from backprop_tui.engine import BadSetting, Experiment
from backprop_tui.engine.reading.option import Option

_PLAIN = (
    *("-h", "--help", "--version"),
    *(f"--{form}" for command in COMMANDS.values() for form, _ in command.forms),
)
"""What takes no value and decides nothing about the experiment."""

_ENDING = "--"
"""What ends options, and begins each."""


def join_values(arguments: Iterable[str], known: Iterable[Option]) -> list[str]:
    """Write every option and its value as one word, so that -1 is a value and not an option.

    Args:
        arguments: The words as they came.
        known: The options that there are.

    Returns:
        The words for argparse.

    Raises:
        BadSetting: If there is no such option, or its value is missing.
    """
    known = list(known)
    valued = {option.flag: option for option in known if not option.is_switch}
    plain = (*_PLAIN, *(form for option in known if option.is_switch for form in option.forms))
    joined: list[str] = []
    words = iter(_with_forms(arguments, known))
    for word in words:
        flag, equals, text = word.partition("=")
        if flag in valued:
            found = _value(valued[flag], [text] if equals else [], words)
            joined.append(f"{flag}={found}")
        elif not flag.startswith("-") or flag in plain:
            joined.append(word)
        else:
            meant = _near(flag[:40], valued, plain)
            raise BadSetting(f"there is no option {flag[:40]!r}{meant} (--help lists them)")
    return joined


SYNONYMS = {"--epochs": "--steps", "--iterations": "--steps", "--eta": "--lr", "--rate": "--lr"}
"""What other programs call an option."""


def _near(flag: str, valued: Mapping[str, Option], plain: Sequence[str]) -> str:
    """Which option may be meant by one that there is not; by its summary, too: --learning-rate."""
    from difflib import get_close_matches

    meant = {f"--{option.summary.replace(' ', '-')}": name for name, option in valued.items()}
    meant |= {name: name for name in (*valued, *plain)} | SYNONYMS
    near = get_close_matches(flag, meant, n=1, cutoff=0.7)
    return f"; did you mean {meant[near[0]]}?" if near else ""


def _with_forms(arguments: Iterable[str], known: Iterable[Option]) -> Iterator[str]:
    """A switch and the form that follows it as one word; alone it is on.

    Any other word after it is one of its own, such as the name of a command.
    """
    forms = {option.flag: option.kind.following for option in known if option.kind.following}
    words = deque(arguments)
    while words:
        word = words.popleft()
        if word in forms:
            word = f"{word}={words.popleft() if words and words[0] in forms[word] else 'on'}"
        yield word


def _value(option: Option, given: list[str], words: Iterator[str]) -> str:
    """The value of an option as one word, from what stands behind its = and from the next words.

    Raises:
        BadSetting: If it is missing or not complete.
    """
    while not given or option.kind.is_begun(option.kind.joined(given)):
        word = next(words, _ENDING)
        if word.startswith(_ENDING):
            raise BadSetting(f"{option.flag} needs a value: {option.allowed}")
        given = [*given, word]
    if given == [_ENDING]:  # argparse would drop it
        raise BadSetting(f"{option.flag} needs a value: {option.allowed}")
    return option.kind.joined(given)


def _gathered(words: Iterable[str], known: Iterable[Option]) -> list[str]:
    """The words with all values of an option in one, where several of them count."""
    kept = list(words)
    for option in known:
        own = [word for word in kept if word.startswith(f"{option.flag}=")]
        if len(own) > 1:
            text = option.kind.gathered([word.partition("=")[2] for word in own])
            kept = [word for word in kept if word not in own] + [f"{option.flag}={text}"]
    return kept


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
    words = _gathered(words, shared_options(experiment))
    name = next((word for word in words if not word.startswith("-")), None)
    if name is not None and name not in COMMANDS:
        hint = _or_together(words, [name], options(experiment))
        raise BadSetting(
            f"there is no command {name[:40]!r}{hint}; choose from {', '.join(COMMANDS)}, "
            "or give none for the dashboard"
        )
    given: dict[str, Any] = {}
    others: list[str] = []
    if words:  # most people start without any
        from backprop_tui.cli.arguments import build_parser

        try:
            parsed, others = build_parser(experiment).parse_known_args(words)
        except SystemExit:  # after --help
            return 0
        given = vars(parsed)
        given.pop("command", None)
    if name is None and given.pop("version", False):
        write(f"backprop-tui {__version__}")
        return 0
    command = DASHBOARD if name is None else COMMANDS[name]
    shared = {option.name for option in shared_options(experiment)}
    _require_own(
        name or "the dashboard",
        command,
        [option for option in given if option not in shared],
        others,
        _or_together(words, others, options(experiment)),
    )
    values: dict[str, Any] = {form: given.get(form, False) for form, _ in command.forms}
    values |= {
        option.name: option.value(given[option.name])
        for option in command.options
        if option.name in given
    }
    chosen = experiment.from_options({**given, **_chosen(command, given)})
    own = suited(chosen.preset, values)
    for option in command.options:
        values.setdefault(option.name, own.get(option.name, option.default))
    return command.perform(chosen, values)


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
    place = words.index(others[0]) if others and others[0] in words else 0
    flag, _, text = words[place - 1].partition("=") if place else ("", "", "")
    option = next((option for option in known if option.flag == flag), None)
    if option is None:
        return ""
    if option.kind.following:
        return f"; {flag} may be followed by {', '.join(option.kind.following)}"
    if not (option.kind.is_list or flag in LISTS):
        return ""
    together = f"{text},{others[0]}"
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
    own = [f"--{option.replace('_', '-')}" for option in sorted(command.names)]
    foreign = [f"--{option.replace('_', '-')}" for option in given]
    for word in (*(flag for flag in foreign if flag not in own), *others):
        takes = (
            hint
            if hint and word in others
            else f"; it takes {', '.join((*own, 'the options of the experiment'))} (--help lists "
            "them)"
        )
        raise BadSetting(f"{name} does not take {word.partition('=')[0][:40]!r}{takes}")
