"""What is on the disk is whole, the newest few of it stay, and what stops a file on its way leaves
the one before it.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from backprop_tui.engine.keeping.folder import FORGOTTEN, MOST, Folder
from backprop_tui.engine.keeping.writing import BEGINNING, write_whole
from tests.engine.refusals import refused


def test_a_file_is_there_whole_or_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "file"
    write_whole(path, "before")
    (tmp_path / f"{BEGINNING}{os.getpid()}-file").symlink_to(tmp_path / "elsewhere")
    write_whole(path, "wh\udcffole")
    assert path.read_text() == "wh?ole"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_whole(path, "other")
    assert path.read_text() == "wh?ole"
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


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
        folder.path / name for name in ("notes.txt", f"{BEGINNING}1-x", f"{BEGINNING}2-x")
    )
    for k, file in enumerate((foreign, stale, fresh)):
        file.write_text("")
        os.utime(file, ns=(0, k * 2 * FORGOTTEN))
    os.utime(stale, ns=(0, 1))
    os.utime(fresh, ns=(0, 5 * FORGOTTEN))
    assert folder.newest() == files[-1]
    folder.thin()
    assert sorted(folder.path.iterdir()) == sorted([*files[2:], foreign, fresh])


def test_files_that_others_take_away_meanwhile_are_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    folder.thin()
    gone, here = folder.file_of("1", 1), folder.file_of("2", 2)
    here.write_text("{}")
    gone.symlink_to(tmp_path / "nowhere")
    assert folder.newest() == here
