"""Whatever the palette writes as a file is what a command prints, and lies where the program was
started.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from backprop_tui.cli import main
from backprop_tui.engine import read_start
from backprop_tui.report.exports import EXPORTS
from tests.engine.bits import bits
from tests.ui.driving import SMALL, Desk, dashboard


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


class Written(NamedTuple):
    """A file that was written.

    Attributes:
        path: Where it is.
        more: What else was said of it.
    """

    path: Path
    more: str


async def choose(desk: Desk, title: str) -> str:
    """What is said once a command of the palette has had its effect."""
    desk.app.clear_notifications()
    offered = desk.app.get_system_commands(desk.dashboard)
    next(command.callback for command in offered if command.title == title)()
    await desk.until(lambda: bool(desk.said))
    return desk.said[-1]


async def written(desk: Desk, title: str) -> Written:
    """The file that a command of the palette has written."""
    said = await choose(desk, title)
    assert said.startswith("Saved "), said
    path, _, more = said.removeprefix("Saved ").partition("; ")
    return Written(Path(path), more)


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(words) == 0
    return capsys.readouterr().out


async def test_files_hold_what_commands_print(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    async with dashboard(SMALL, momentum=0.9, learning_rate=0.5) as desk:
        desk.session.runs.step(240)
        desk.session.show()
        options = desk.session.experiment.to_arguments()
        said = {kind.title: await written(desk, kind.title) for kind in EXPORTS}
        desk.app.clear_notifications()
        await desk.until(lambda: "Saved" not in desk.text)
        rows = [row.rstrip() for row in desk.rows]
        screen = await written(desk, "Screenshot as text")
        session = await written(desk, "Save session")
        snapshot = desk.snapshot
    assert {each.path.parent for each in said.values()} == {here}
    names = (path.name for path in here.iterdir())
    assert sorted(name.removeprefix("backprop-tui-xor-step-240") for name in names) == [
        "-history.csv", "-run.json", "-script.py", "-trace.md", "-trace.txt",
        "-weights.json", "-weights.npz", ".txt", session.path.name,
    ]  # fmt: skip
    until = ("--steps", "240", "--every", "1")
    for title, *words in (
        ("Export history as CSV", "run", "--csv", *until),
        ("Export run as JSON", "run", "--json", *until),
        ("Export step as text", "trace", "--at", "240"),
        ("Export step as Markdown", "trace", "--at", "240", "--markdown"),
    ):
        assert said[title].path.read_text(encoding="utf-8") == printed(capsys, *words, *options)
    script, more = said["Export run as script"]
    assert main(["run", "--script", "other.py", "--steps", "240", "--every", "20", *options]) == 0
    assert script.read_bytes() == (here / "other.py").read_bytes()
    assert more.endswith(f"python {script.name} prints the same losses and weights")
    assert screen.path.name == "backprop-tui-xor-step-240.txt"
    shown = screen.path.read_text(encoding="utf-8").splitlines()
    assert shown == rows
    for title in ("Export weights as JSON", "Export weights as NPZ"):
        path, more = said[title]
        assert bits(read_start(str(path)).weights) == bits(snapshot.weights)
        assert ("without what is remembered" in more) == (path.suffix == ".npz")


async def test_what_cannot_be_written_is_said(here: Path) -> None:
    async with dashboard(
        SMALL, learning_rate=1e308, activation="linear", output_activation="linear"
    ) as desk:
        desk.session.step(50)
        assert "no step follows: the run diverged" in await choose(desk, "Export step as text")
        assert list(here.iterdir()) == []
        here.rmdir()
        said = await choose(desk, "Export history as CSV")
        assert said == "The file could not be written: No such file or directory."
