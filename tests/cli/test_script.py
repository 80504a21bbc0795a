"""`run --script FILE` writes a run down as a script and does not make it; never over a file."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Commands


def test_a_run_is_written_and_python_prints_its_losses(
    command: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = command("run", "--script", "a.py", "--steps", "60", "--every", "20")
    assert (status, out) == (0, "")
    assert err == (
        "backprop-tui: saved a.py; python a.py prints the losses and weights of this run\n"
    )
    done = subprocess.run(
        [sys.executable, "a.py"], capture_output=True, encoding="utf-8", check=True, cwd=tmp_path
    )
    printed = [line for line in done.stdout.splitlines() if line.startswith("step ")]
    csv = command.printed("run", "--csv", "--steps", "60", "--every", "20").splitlines()
    losses = [line.split(",")[:2] for line in csv[1:]]
    assert printed == [f"step {step}: loss {loss}" for step, loss in losses]
    assert done.stderr == ""
    assert [path.name for path in tmp_path.iterdir()] == ["a.py"], "nothing unfinished is left"


def test_no_file_is_written_over_and_nothing_else_is_printed(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "mine.py"
    path.write_text("mine")
    assert "writes over nothing" in command.refused("run", "--script", str(path))
    assert path.read_text() == "mine"
    other = str(tmp_path / "other.py")
    for flag in ("--json", "--csv", "--surface"):
        assert f"leave out {flag}" in command.refused("run", "--script", other, flag)
    both = command.refused("run", "--script", other, "--save", other)
    assert "leave out --save" in both
    nowhere = command.refused("run", "--script", str(tmp_path / "no" / "x.py"))
    assert "there is no folder" in nowhere
    assert [path.name for path in tmp_path.iterdir()] == ["mine.py"]
