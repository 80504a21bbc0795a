"""Every command of a section of the README can be typed: what opens the dashboard is tried as a
short run of the same experiment, or as its first screen, and what prints is typed as it stands.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from backprop_tui.cli import main
from backprop_tui.cli.commands import COMMANDS
from tests.readme import section_commands

CLASSICS = "The classics of 1986, and the playground"
TIME = "Going back, and what if"


def test_the_classics_are_opened_and_exported_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = section_commands(CLASSICS)

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


def test_runs_are_compared_saved_and_opened_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    typed = section_commands(TIME)

    assert len(typed) > 5
    for number, command in enumerate(typed):
        line = shlex.split(command, comments=True)[1:]
        if line[0] not in COMMANDS or line[0] == "open":
            line += ["--screenshot", f"{number}.txt"]
        status = main(line)
        assert status == 0, f"{command}: {capsys.readouterr().err}"

    opened, shown = (path.read_text(encoding="utf-8") for path in sorted(tmp_path.glob("?.txt")))
    assert "step 360 of 10,000" in opened
    assert "step 495" in shown
    assert "solved" in shown.lower()
