"""Every command of a section of the README can be typed: what opens the dashboard is tried as a
short run of the same experiment, and what prints is typed as it stands.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from backprop_tui.cli import main
from backprop_tui.cli.commands import COMMANDS
from tests.readme import section_commands

SECTION = "The classics of 1986, and the playground"


def test_the_classics_are_opened_and_exported_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = section_commands(SECTION)

    assert len(typed) > 6
    for command in typed:
        words, _, file = command.partition(" > ")
        name, *rest = shlex.split(words, comments=True)[1:]
        line = [name, *rest] if name in COMMANDS else ["run", "--steps", "2", name, *rest]
        status = main(line)
        printed = capsys.readouterr()
        assert status == 0, f"{command}: {printed.err}"
        if file:
            Path(file).write_text(printed.out, encoding="utf-8")
