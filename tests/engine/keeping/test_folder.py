"""Of the sessions that were kept by themselves the newest few stay, and the last is found."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from backprop_tui.engine import Experiment
from backprop_tui.engine.keeping import reading
from backprop_tui.engine.keeping.folder import FORGOTTEN, MOST, Folder
from backprop_tui.engine.keeping.reading import read_session
from backprop_tui.engine.keeping.saved import SavedRun, SavedSession
from backprop_tui.engine.keeping.whole_file import UNFINISHED
from backprop_tui.engine.runs.journal import Journal
from tests.engine.refusals import refused

NOBODY = 900_000_000
"""The number of a process that no system gives."""


def test_the_newest_sessions_stay(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "state" / "backprop-tui")
    with refused("no session is kept"):
        folder.newest()
    assert folder.path.exists() is False
    folder.path.mkdir(parents=True)
    files = []
    for k in range(MOST + 2):
        file = folder.file_of("2026-01-01-120000", NOBODY + k)
        file.write_text("{}")
        os.utime(file, ns=(k, 5 * FORGOTTEN + k))
        files.append(file)
    foreign, stale, fresh = (
        folder.path / name for name in ("notes.txt", f"{UNFINISHED}1-x", f"{UNFINISHED}2-x")
    )
    for k, file in enumerate((foreign, stale, fresh)):
        file.write_text("")
        os.utime(file, ns=(0, k * 2 * FORGOTTEN))
    os.utime(stale, ns=(0, 1))
    os.utime(fresh, ns=(0, 5 * FORGOTTEN))
    assert folder.newest() == files[-1]
    assert [file for file, _ in folder.kept()] == files[::-1]
    assert folder.kept()[0][1] == 5 * FORGOTTEN + MOST + 1
    folder.thin()
    assert sorted(folder.path.iterdir()) == sorted([*files[2:], foreign, fresh])


def test_the_session_of_a_program_that_is_there_stays(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    own, *others = (
        folder.file_of("2026", process)
        for process in (os.getpid(), *range(NOBODY, NOBODY + MOST + 1))
    )
    for k, file in enumerate((own, *others)):
        file.write_text("")
        os.utime(file, ns=(k, k))
    folder.thin()
    assert sorted(tmp_path.iterdir()) == sorted([own, *others[1:]])


def test_files_that_others_take_away_meanwhile_are_no_trouble(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.thin()
    gone, here = folder.file_of("1", 1), folder.file_of("2", 2)
    here.write_text("{}")
    gone.symlink_to(tmp_path / "nowhere")
    assert folder.newest() == here


def test_a_session_is_saved_in_place_of_the_one_before(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "state")
    file = folder.file_of("2026", 1)
    for seed in (1, 2):
        folder.save(file, SavedSession((SavedRun("a", Journal(Experiment(seed=seed))),), "a"))
    assert folder.path.stat().st_mode & 0o777 == 0o700
    assert list(folder.path.iterdir()) == [file]
    assert read_session(str(folder.newest())).run().journal.experiment.seed == 2


def test_what_nobody_could_read_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_BYTES", 100)
    folder = Folder(tmp_path / "state")
    with refused("larger than"):
        folder.save(
            folder.file_of("2026", 1), SavedSession((SavedRun("a", Journal(Experiment())),), "a")
        )
    assert not folder.path.exists()


def test_another_program_that_is_there_is_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    own, other = folder.file_of("1", 11), folder.file_of("2", 12)
    own.write_text("")
    assert not folder.is_shared(own)
    other.write_text("")
    there: dict[int, OSError | None] = {12: None}

    def ask(process: int, number: int) -> None:
        assert number == 0
        if (error := there[process]) is not None:
            raise error

    monkeypatch.setattr(os, "kill", ask)
    assert folder.is_shared(own)
    for error in (ProcessLookupError(), PermissionError()):
        there[12] = error
        assert not folder.is_shared(own)
