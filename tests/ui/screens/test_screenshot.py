"""A picture of the screen is a file in the working directory. None is ever written over, none is
half written, and where none can be written somebody is told why.
"""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from backprop_tui.ui.screens import screenshot
from tests.ui.driving import SMALL, Desk, dashboard


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def take(desk: Desk) -> None:
    """What the palette's command does."""
    offered = desk.app.get_system_commands(desk.dashboard)
    next(command.callback for command in offered if command.title == "Screenshot")()


async def test_the_palette_saves_the_screen_below_it_and_says_where(here: Path) -> None:
    async with dashboard(SMALL) as desk:
        desk.session.runs.step(240)
        desk.session.show()
        await desk.press("ctrl+p", *"screenshot")
        await desk.until(lambda: "working directory" in desk.text)
        await desk.press("enter")
        await desk.until(lambda: bool(desk.said))
        path = here / "backprop-tui-xor-step-240.svg"
        assert desk.said == [f"Saved {path}"]
        assert list(here.iterdir()) == [path]
        said = "".join(ElementTree.parse(path).getroot().itertext()).replace("\xa0", " ")
        assert "step 240 mean e² 0.2" in said
        assert "Predictions" in said
        assert "working directory" not in said, "the palette is gone"


async def test_no_file_is_written_over(here: Path) -> None:
    first = here / "backprop-tui-xor-step-0.svg"
    first.write_text("mine")
    async with dashboard(SMALL) as desk:
        for number in (2, 3):
            desk.app.clear_notifications()
            await desk.pilot.pause()
            take(desk)
            await desk.until(lambda: bool(desk.said))
            path = here / f"backprop-tui-xor-step-0-{number}.svg"
            assert desk.said[-1] == f"Saved {path}"
            assert path.read_text(encoding="utf-8").startswith("<svg")
    assert first.read_text() == "mine"
    assert len(list(here.iterdir())) == 3


def test_a_letter_that_no_encoding_has_is_replaced(here: Path) -> None:
    path = screenshot.save("<svg>a \udcff b ŷ</svg>", "name", ".svg", here)
    assert ElementTree.parse(path).getroot().text == "a ? b ŷ"
    assert list(here.iterdir()) == [path]


async def test_a_directory_that_is_gone_is_said(here: Path) -> None:
    async with dashboard(SMALL) as desk:
        here.rmdir()
        take(desk)
        await desk.until(lambda: bool(desk.said))
        assert desk.said == ["The picture could not be written: No such file or directory."]
        await desk.press("s")
        assert desk.snapshot.step == 1, "nothing is lost"
