"""Of the sessions that were kept by themselves the newest few stay, and the last is found."""

from __future__ import annotations

import os
from pathlib import Path

from backprop_tui.engine.keeping.folder import FORGOTTEN, MOST, Folder
from backprop_tui.engine.keeping.whole_file import UNFINISHED
from tests.engine.refusals import refused


def test_the_newest_sessions_stay(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "state" / "backprop-tui")
    with refused("no session is kept"):
        folder.newest()
    assert folder.path.exists() is False
    files = []
    for k in range(MOST + 2):
        file = folder.file_of("2026-01-01-120000", k)
        file.write_text("{}")
        os.utime(file, ns=(k, 5 * FORGOTTEN + k))
        files.append(file)
    assert folder.path.stat().st_mode & 0o777 == 0o700
    foreign, stale, fresh = (
        folder.path / name for name in ("notes.txt", f"{UNFINISHED}1-x", f"{UNFINISHED}2-x")
    )
    for k, file in enumerate((foreign, stale, fresh)):
        file.write_text("")
        os.utime(file, ns=(0, k * 2 * FORGOTTEN))
    os.utime(stale, ns=(0, 1))
    os.utime(fresh, ns=(0, 5 * FORGOTTEN))
    assert folder.newest() == files[-1]
    folder.thin()
    assert sorted(folder.path.iterdir()) == sorted([*files[2:], foreign, fresh])


def test_files_that_others_take_away_meanwhile_are_no_trouble(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.thin()
    gone, here = folder.file_of("1", 1), folder.file_of("2", 2)
    here.write_text("{}")
    gone.symlink_to(tmp_path / "nowhere")
    assert folder.newest() == here
