"""The command line that gives a moment of a run again, to the last bit: what the run began with,
what was done to it by hand, and the step. It is short enough to be sent in a message, or there is
none; a file of the session says the same at any length.
"""

from __future__ import annotations

import shlex

from backprop_tui.engine import BadSetting, Experiment
from backprop_tui.engine.core.start import PRESET
from backprop_tui.engine.reading.conversion import STANDARD_INPUT
from backprop_tui.engine.runs.by_hand import Events, by_hand_text
from backprop_tui.engine.runs.plain import plain
from backprop_tui.engine.settings import settings_of

PROGRAM = "backprop-tui"

MOST = 200
"""Characters of a command line that can be sent in a message; it has fewer."""


def experiment_words(experiment: Experiment) -> list[str]:
    """The options that give an experiment, those alone that say what it would not be without them.

    Raises:
        BadSetting: If there are none: its table came by a pipe, or from no file, or the file holds
            something else by now.
    """
    if experiment.problem.path == STANDARD_INPUT:
        raise BadSetting("the table came on standard input, which nobody can read again")
    known = settings_of(type(experiment))
    decided = [(known[name], value) for name, value in experiment.decided().items()]
    given: dict[str, str] = {}
    for setting, value in decided:
        given |= dict(setting.texts(value)) or {setting.option.name: setting.none}
    if plain(type(experiment).from_options(given)) != plain(experiment):
        raise BadSetting("no options give this experiment again")
    # A switch comes first, where it cannot be taken for the value of an option.
    decided.sort(key=lambda each: not each[0].kind.is_switch)
    return [word for setting, value in decided for word in setting.words_instead(value)]


def command_words(beginning: Experiment, events: Events, step: int) -> list[str]:
    """The words of the command line that opens the dashboard at a moment of a run, after its name.

    Args:
        beginning: What the run began with.
        events: What happened to it by hand until then.
        step: Updates before that moment.

    Raises:
        BadSetting: If no words mean that run, as where its table was made by another program.
    """
    words = experiment_words(beginning)
    if events:
        words += ["--by-hand", by_hand_text(beginning, events)]
    if step:
        words += ["--at", str(step)]
    return words


def short_command(beginning: Experiment, events: Events, step: int) -> str | None:
    """The same as a line for a shell, if there is one and it is short."""
    try:
        line = shlex.join([PROGRAM, *command_words(beginning, events, step)])
    except BadSetting:
        return None
    return line if len(line) < MOST else None


def opening_command(path: str, letter: str, step: int) -> str:
    """The line that opens a run of a session file at a step."""
    # What begins with a dash would be an option.
    file = f"./{path}" if path.startswith("-") else path
    return shlex.join([PROGRAM, "open", file, "--run", letter, "--at", str(step)])


def needed_files(experiment: Experiment) -> tuple[str, ...]:
    """The files that a command line reads which gives an experiment."""
    start = experiment.start
    given = experiment.problem.source.path, start.path if start is not None else None
    return tuple(path for path in given if path and not path.startswith(PRESET))


def shell_lines(line: str, width: int) -> list[str]:
    """A command line in lines of at most so many columns, which a shell reads as one.

    A word that is too long goes on at the beginning of the next line.

    Args:
        line: As `shlex.join` writes it.
        width: Columns, 8 or more.
    """
    if len(line) <= width:
        return [line]
    room = width - len(" \\")
    lines = [""]
    for option in _with_values(shlex.split(line)):
        for words in (option,) if len(shlex.join(option)) <= room else [[word] for word in option]:
            written = shlex.join(words)
            if lines[-1] and len(lines[-1]) + 1 + len(written) <= room:
                lines[-1] += f" {written}"
                continue
            if lines[-1]:
                lines[-1] += " \\"
                lines.append("")
            *parts, last = [written] if len(written) <= room else _parts(words[0], room)
            for part in parts:
                lines[-1] = f"{part}\\"
                lines.append("")
            lines[-1] = last
    return lines


def _with_values(words: list[str]) -> list[list[str]]:
    """The words of a command line, each option with the value after it."""
    found: list[list[str]] = []
    for word in words:
        is_value = bool(found) and len(found[-1]) == 1 and found[-1][0].startswith("--")
        if is_value and not word.startswith("--"):
            found[-1].append(word)
        else:
            found.append([word])
    return found


def _parts(word: str, room: int) -> list[str]:
    """A word as a shell reads it, in parts that each have room; side by side they are the word."""
    parts: list[str] = []
    while word:
        count = len(word)
        while len(shlex.quote(word[:count])) > room and count > 1:
            count -= 1
        parts.append(shlex.quote(word[:count]))
        word = word[count:]
    return parts or ["''"]
