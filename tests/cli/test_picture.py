"""The screen is saved from a command line that has no terminal, and shows the moment that is asked
for, as large as it is asked for.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Commands


def test_the_screen_is_saved_without_a_terminal(tmp_path: Path) -> None:
    words = ("--hidden", "2", "--at", "123", "--screenshot", "first.txt", "--size", "100x30")
    done = subprocess.run(
        [sys.executable, "-m", "backprop_tui", *words],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={"PYTHONPATH": ":".join(sys.path), "TERM": "dumb", "PATH": ""},
    )
    assert (done.stdout, done.stderr) == ("", "backprop-tui: saved first.txt\n")
    (path,) = tmp_path.iterdir()
    rows = path.read_text(encoding="utf-8").splitlines()
    assert len(rows) == 30
    assert max(map(len, rows)) == 100
    assert "XOR 2-2-1 σ seed 42" in rows[0]
    assert "step 123/10,000" in rows[0]
    assert not any("no steps yet" in row for row in rows), "the chart is there"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--screenshot it.png", "ends in .svg or .txt, not 'it.png'"),
        ("--screenshot there.svg", "writes over nothing, and there is a 'there.svg' already"),
        ("--screenshot no/it.svg", "there is no folder 'no'"),
        ("--screenshot it.svg --size 80", "columns and rows, such as 120x40, up to 500, not '80'"),
        ("--screenshot it.svg --size 0x9", "up to 500, not '0x9'"),
        ("run --screenshot it.svg", "run does not take '--screenshot'"),
    ],
)
def test_what_cannot_be_saved_is_refused(
    command: Commands,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "there.svg").touch()
    assert said in command.refused(*words.split())
    assert [path.name for path in tmp_path.iterdir()] == ["there.svg"]
