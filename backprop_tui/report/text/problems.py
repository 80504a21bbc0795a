"""What the program can teach, one problem a line, those of a family together. Start with `or`,
which needs no hidden layer, and then see why `xor` does.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from backprop_tui.engine import PROBLEMS
from backprop_tui.engine.presets import PRESETS
from backprop_tui.engine.problems import ALIASES, Family

COLUMNS = 80


def problems_text() -> Iterator[str]:
    """The built-in problems with their sizes, aligned, under the titles of their families."""
    names = [*PROBLEMS, *(family.spelt.form for family in PROBLEMS.families if family.spelt)]
    width = 2 + max(map(len, names))
    yield f"{'problem':<{width}}  sizes     cases  what is to be learnt"
    for family in PROBLEMS.families:
        yield ""
        yield f"{family.title[0].upper()}{family.title[1:]}:"
        yield from _members(family, width)
    yield ""
    aliases = ", ".join(f"{alias} for {name}" for alias, name in ALIASES.items())
    yield from _wrapped("", f"Short names: {aliases}.")
    yield "Choose one with --problem NAME, or bring your own table with --data FILE."
    yield "As such a table one is written by problems --export NAME > FILE."


def _members(family: Family, width: int) -> Iterator[str]:
    """Each problem of a family in a line, or in as many as its words take."""
    for known in family.members:
        problem = PROBLEMS[known.name]
        shape = f"{problem.inputs.shape[1]} → {problem.targets.shape[1]}"
        first = f"{f'  {known.name}':<{width}}  {shape:<8}  {len(problem.inputs):5d}  "
        yield from _wrapped(first, f"{problem.summary}{_presets(known.name)}")
    if family.spelt is not None:
        yield from _wrapped(f"{f'  {family.spelt.form}':<{width + 19}}", family.spelt.words)


def _presets(name: str) -> str:
    """After a semicolon the presets that learn a problem, if there are any."""
    presets = [each.name for each in PRESETS.values() if each.settings.get("problem") == name]
    return f"; --preset {', '.join(presets)}" if presets else ""


def _wrapped(first: str, words: str) -> Iterator[str]:
    """Words beside what begins their line, in so many columns as there are."""
    for k, line in enumerate(textwrap.wrap(words, COLUMNS - len(first), break_on_hyphens=False)):
        yield f"{' ' * len(first) if k else first}{line}"
