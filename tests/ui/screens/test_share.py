"""`y` says how to have again what is on the screen: a line that gives the same bits, or one that
opens a file which does.
"""

from __future__ import annotations

import base64
import shlex
from pathlib import Path

import pytest
from textual.widgets import Static

from backprop_tui.engine import Experiment, Parameter, Snapshot, Trainer
from backprop_tui.engine.keeping.reading import read_session
from backprop_tui.engine.runs.by_hand import BY_HAND, events_by_hand
from backprop_tui.terminal import Terminal
from backprop_tui.terminal.clipboard import CONDITIONS
from backprop_tui.ui.drawing.glyphs import GLYPHS
from backprop_tui.ui.screens.share import OTHERWISE, SENT, remarks
from backprop_tui.ui.session.shared import Shared
from tests.engine.bits import bits
from tests.ui.driving import LARGE, SMALL, Desk, dashboard


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory, in a terminal that nothing else draws."""
    monkeypatch.chdir(tmp_path)
    for name in ("TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def assert_same(run: Trainer, snapshot: Snapshot) -> None:
    again = run.snapshot()
    assert (again.step, bits(again.loss)) == (snapshot.step, bits(snapshot.loss))
    assert bits(again.weights) == bits(snapshot.weights)


def opened(line: str) -> Trainer:
    """The run that a line of options opens."""
    program, *words = shlex.split(line)
    given = dict(zip(words[::2], words[1::2], strict=True))
    assert program == "backprop-tui"
    step, by_hand = int(given.pop("--at", "0")), given.pop("--by-hand", "")
    experiment = Experiment.from_options(
        {flag.removeprefix("--").replace("-", "_"): text for flag, text in given.items()}
    )
    events = events_by_hand(experiment, BY_HAND.read(by_hand)) if by_hand else ()
    run = Trainer(experiment, events)
    run.step(step)
    return run


def said(desk: Desk) -> str:
    """What the dialog says."""
    return " ".join(str(desk.app.screen.query_one("#said", Static).content).split())


async def share(desk: Desk) -> str:
    """What `y` sends to the clipboard; it is shown, too."""
    await desk.press("y")
    await desk.until(lambda: "The same again" in desk.text)
    line = desk.app.clipboard
    assert shlex.split(line)[-1] in desk.text
    return line


async def test_a_short_line_gives_the_same_bits(here: Path) -> None:
    async with dashboard(LARGE) as desk:
        session = desk.session
        session.runs.step(30)
        session.change(learning_rate=5.0)
        session.runs.step(10)
        session.edit(Parameter(2, 0, 0), -1 / 3)
        session.runs.step(2)
        session.show()
        line = await share(desk)
        assert line.endswith("--by-hand '30:lr=5;40:W2[h1,yhat]=-0.3333333333333333' --at 42")
        assert "Sent to the terminal's clipboard, which gives no answer." in said(desk)
        assert "copied" not in said(desk).lower()
        assert_same(opened(line), desk.snapshot)
        await desk.press("escape")
        assert "The same again" not in desk.text
        # From the past what lies ahead is the same, too.
        session.runs.seek(33)
        session.show()
        await desk.press("w")
        again = opened(await share(desk))
        assert_same(again, desk.snapshot)
        again.step(42 - 33)
        session.runs.seek(42)
        session.show()
        assert_same(again, desk.snapshot)
        assert list(here.iterdir()) == []


async def test_where_the_line_is_long_the_runs_are_in_a_file(here: Path) -> None:
    async with dashboard(SMALL) as desk:
        for k in range(8):
            desk.session.runs.step(3)
            desk.session.edit(Parameter(1, 0, k % 4), (k + 1) / 7)
        await desk.start_training()
        line = await share(desk)
        assert not desk.view.run.training, "what is on the screen stays what it is"
        program, command, file, *rest = shlex.split(line)
        assert (program, command, rest) == (
            *("backprop-tui", "open"), ["--run", "a", "--at", str(desk.snapshot.step)],
        )  # fmt: skip
        (path,) = here.iterdir()
        assert path.name == file
        assert "So the runs are in a file" in said(desk)
        saved = read_session(file).run("a").trainer(desk.snapshot.step)
        assert_same(saved, desk.snapshot)
        await desk.press("escape")
        assert await share(desk) == line
        assert list(here.iterdir()) == [path], "the same file says the same"
        await desk.press("escape")
        path.unlink()
        here.rmdir()
        assert_same(opened(await share(desk)), desk.snapshot)
        assert "No file could be written here: No such file or directory." in said(desk)


async def test_a_program_in_between_is_asked_to_hand_it_on(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Link:
        """Somebody in the place of the driver."""

        told = ""

        def tell(self, sequence: str) -> None:
            self.told += sequence

    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    link = Link()
    async with dashboard(SMALL) as desk:
        with monkeypatch.context() as patched:
            patched.setattr(desk.app, "link", link)
            line = await share(desk)
        assert "tmux hands it on only where" in said(desk)
    assert link.told.startswith("\x1bPtmux;\x1b\x1b]52;c;")
    assert base64.b64decode(link.told.partition("52;c;")[2].partition("\a")[0]).decode() == line


def test_what_cannot_be_drawn_or_sent_is_said() -> None:
    plain, named = Shared("backprop-tui"), Shared("backprop-tui --data größe.csv", ("Needs it.",))
    here, within = Terminal({}), Terminal({"TMUX": "x"})
    assert remarks(plain, GLYPHS["ascii"], here) == [SENT]
    assert remarks(named, GLYPHS["unicode"], here) == ["Needs it.", SENT]
    assert remarks(named, GLYPHS["ascii"], within) == [
        *("Needs it.", SENT, CONDITIONS["tmux"], OTHERWISE),
    ]
    assert remarks(Shared("", ("No file.",)), GLYPHS["ascii"], within) == ["No file."]
