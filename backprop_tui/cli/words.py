"""An option and its value are made one word before `argparse` sees them, and a word that nobody can
have meant is answered with the one that is near: argparse itself would take -1 for an option.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from backprop_tui.cli.commands import COMMANDS, DASHBOARD, Command
from backprop_tui.engine import BadSetting
from backprop_tui.engine.reading.option import Option

PLAIN = (
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
    arguments = list(arguments)
    valued = {flag: each for each in known if not each.is_switch for flag in each.forms}
    plain = (*PLAIN, *(form for option in known if option.is_switch for form in option.forms))
    joined: list[str] = []
    words = iter(_with_forms(arguments, known))
    for word in words:
        flag, equals, text = word.partition("=")
        if flag in valued:
            found = _value(valued[flag], [text] if equals else [], words)
            joined.append(f"{valued[flag].flag}={found}")
        elif not flag.startswith("-") or flag in plain:
            joined.append(word)
        else:
            command = next((COMMANDS[word] for word in arguments if word in COMMANDS), DASHBOARD)
            meant = _near(flag[:40], valued, plain, command)
            raise BadSetting(f"there is no option {flag[:40]!r}{meant} (--help lists them)")
    return joined


SYNONYMS = {"--epochs": "--steps", "--iterations": "--steps", "--eta": "--lr", "--rate": "--lr"}
"""What other programs call an option."""


def _near(flag: str, valued: Mapping[str, Option], plain: Sequence[str], command: Command) -> str:
    """Which option may be meant by one that there is not; by its summary, too: --learning-rate.

    One that the command would refuse is not named, but what does instead.
    """
    from difflib import get_close_matches

    meant = {f"--{option.summary.replace(' ', '-')}": name for name, option in valued.items()}
    meant |= {name: name for name in (*valued, *plain)} | SYNONYMS
    near = get_close_matches(flag, meant, n=1, cutoff=0.7)
    if not near:
        return ""
    found = meant[near[0]]
    return command.elsewhere.get(found) or f"; did you mean {found}?"


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


def gathered(words: Iterable[str], known: Iterable[Option]) -> list[str]:
    """The words with all values of an option in one, where several of them count."""
    kept = list(words)
    for option in known:
        own = [word for word in kept if word.startswith(f"{option.flag}=")]
        if len(own) > 1:
            text = option.kind.gathered([word.partition("=")[2] for word in own])
            kept = [word for word in kept if word not in own] + [f"{option.flag}={text}"]
    return kept
