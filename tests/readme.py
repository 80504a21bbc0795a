"""What the README tells a newcomer to type, read from the README itself. `python -m tests.readme
run` prints the command that opens the program, `python -m tests.readme test` the one that tests it,
and `python -m tests.readme options` the table of options as it must be.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backprop_tui.engine import Experiment
    from backprop_tui.engine.reading.option import Option

ROOT = Path(__file__).parent.parent
NAMES = ("run", "test")


def commands() -> dict[str, str]:
    """The README's first two commands by name."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```sh\n(.*?)^```$", text, flags=re.MULTILINE | re.DOTALL)
    return dict(zip(NAMES, (block.strip() for block in blocks[: len(NAMES)]), strict=True))


def example() -> tuple[str, str]:
    """The README's Python program, and what it prints."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", text, re.M | re.S)
    assert found, "the README shows a program and what it prints"
    return found[1], found[2]


def worked_example() -> tuple[str, str]:
    """The commands with which the README enters a worked example, and what they print."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition("## Enter a worked example")[2]
    found = re.search(r"^```sh\n(.*?)^```\n\n```text\n(.*?)^```$", section, re.M | re.S)
    assert found, "the README enters an example and shows what is printed"
    return found[1], found[2]


def section_commands(title: str) -> list[str]:
    """The commands of the program that a section shows, a line each."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
    blocks = re.findall(r"^```sh\n(.*?)^```$", section, flags=re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def options(experiment: type[Experiment]) -> Iterator[str]:
    """The lines of a table of the options that describe such an experiment, and the dashboard's.

    Those of which the same is told stand in one row.
    """
    from backprop_tui.cli.commands import DASHBOARD, shared_options

    yield "| option | what it decides |"
    yield "| --- | --- |"
    every = (*shared_options(experiment), *DASHBOARD.options)
    for said, told in groupby(every, _told):
        yield f"| {', '.join(map(_written, told))} | {said} |"


def _told(option: Option) -> str:
    said = option.summary if option.is_switch else f"{option.summary}: {option.allowed}"
    return (option.told or said).replace("|", "\\|")


def _written(option: Option) -> str:
    """How an option is written: `--lr NUMBER`."""
    return ", ".join(f"`{form}`" for form in option.usages)


if __name__ == "__main__":
    if sys.argv[1] == "options":
        from backprop_tui.engine import Experiment

        print(*options(Experiment), sep="\n")
    else:
        print(commands()[sys.argv[1]])
