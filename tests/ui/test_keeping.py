"""The program keeps what is done in it and goes on with it, and what hinders that is said once."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from backprop_tui.engine import Experiment, Runs
from backprop_tui.engine.keeping.folder import Folder
from backprop_tui.engine.keeping.reading import read_session
from backprop_tui.engine.keeping.recorder import Recorder
from backprop_tui.ui import keeping
from backprop_tui.ui.session.keeper import Keeper
from tests.ui.driving import SMALL, Desk, Heard


async def test_a_session_goes_on_and_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = Runs(Experiment())
    runs.step(400)
    runs.seek(300)
    runs.branch()
    runs.change(learning_rate=5.0)
    runs.step(181)
    said: list[str] = []
    keeper = Keeper(
        lambda: Folder(tmp_path), "2026", said.append, clock=iter(range(0, 10**6, 60)).__next__
    )
    monkeypatch.setattr(keeping, "LOOK", 0.01)
    opened = Recorder().session(runs)
    app = Heard(Experiment(), keeper=keeper, opened=opened)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        desk = Desk(app, pilot)
        await desk.settled()
        assert "step 481" in desk.rows[0]
        await desk.until(lambda: desk.session.runs.run("a").trainer.length == 400)
        with monkeypatch.context() as full:

            def refuse(_: int) -> None:
                raise OSError(errno.ENOSPC, "No space left on device")

            full.setattr(os, "fsync", refuse)
            await desk.press("s")
            await desk.until(lambda: bool(desk.said))
            assert desk.said == [
                "This session cannot be saved: No space left on device. All else goes on."
            ]
            await desk.press("s")
            await desk.until(lambda: desk.snapshot.step == 483)
        await desk.until(lambda: keeper.path is not None)
        monkeypatch.setattr(keeper, "look", lambda: None)
        await desk.press("s")
        await desk.press("q")
    # Even if the terminal takes nothing any more, and the process is ended before it has parted.
    for thread in threading.enumerate():
        if thread.name == "keeper":
            thread.join()
    assert read_session(str(keeper.path)).run().journal.step == 484
    app.part()
    assert said == ["saved: backprop-tui open --last (open --list shows others)"]
    kept = read_session(str(keeper.path))
    assert (kept.letters, kept.shown, kept.run().journal.step) == (("a", "b"), "b", 484)
    assert kept.run("a").journal.length == 400
