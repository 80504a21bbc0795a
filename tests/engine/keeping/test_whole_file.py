"""A file is whole or not there, whatever fails while it is written; no other file is touched."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

import pytest

from backprop_tui.engine.keeping.whole_file import UNFINISHED, write_free, write_new, write_over

Write = Callable[[Path], object]

WAYS: dict[str, Write] = {
    "over": lambda folder: write_over(folder / "it.txt", b"new"),
    "new": lambda folder: write_new(folder / "it.txt", b"new"),
    "free": lambda folder: write_free(folder, "it", ".txt", b"new"),
}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_it_is_there_and_nothing_else(tmp_path: Path, way: Write) -> None:
    way(tmp_path)
    assert contents(tmp_path) == {"it.txt": b"new"}
    mode = (tmp_path / "it.txt").stat().st_mode & 0o777
    plain = tmp_path / "plain"
    plain.touch()
    assert mode == plain.stat().st_mode & 0o777, "as any other file of this person"


def test_one_may_be_written_over(tmp_path: Path) -> None:
    (tmp_path / "it.txt").write_text("old and longer")
    write_over(tmp_path / "it.txt", b"new")
    assert contents(tmp_path) == {"it.txt": b"new"}


def test_a_link_stays_one(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    (tmp_path / "link").symlink_to(there / "it.txt")
    write_over(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert contents(there) == {"it.txt": b"new"}


@pytest.mark.parametrize("make", [Path.touch, Path.mkdir, lambda path: path.symlink_to("nowhere")])
def test_what_is_there_is_left_alone(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "it.txt")
    before = (tmp_path / "it.txt").lstat()
    with pytest.raises(FileExistsError):
        write_new(tmp_path / "it.txt", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["it.txt"]
    assert (tmp_path / "it.txt").lstat() == before
    assert write_free(tmp_path, "it", ".txt", b"new") == tmp_path / "it-2.txt"
    assert write_free(tmp_path, "it", ".txt", b"third") == tmp_path / "it-3.txt"
    assert (tmp_path / "it-2.txt").read_bytes() == b"new"
    assert (tmp_path / "it.txt").lstat() == before


def test_two_that_write_at_once_do_not_meet(tmp_path: Path) -> None:
    taken = tmp_path / f"{UNFINISHED}{os.getpid()}-0"
    taken.write_text("of another thread")
    write_over(tmp_path / "it.txt", b"new")
    assert contents(tmp_path) == {taken.name: b"of another thread", "it.txt": b"new"}


def failing(error: BaseException) -> Callable[..., NoReturn]:
    def fail(*_: object, **__: object) -> NoReturn:
        raise error

    return fail


FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("error", [FULL, KeyboardInterrupt()], ids=["full", "interrupted"])
@pytest.mark.parametrize("where", ["fsync", "replace"])
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_fails_leaves_all_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: Write, where: str, error: BaseException
) -> None:
    there = {"other.txt": b"other"} | ({"it.txt": b"old"} if way is WAYS["over"] else {})
    for name, data in there.items():
        (tmp_path / name).write_bytes(data)
    owner: Any = os if where == "fsync" else Path
    monkeypatch.setattr(owner, where, failing(error))
    with pytest.raises(type(error)) as raised:
        way(tmp_path)
    assert raised.value is error
    assert contents(tmp_path) == there


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_over(tmp_path / "none" / "it.txt", b"new")


def test_a_file_system_that_knows_no_order_of_names_will_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sync = os.fsync

    def only_files(descriptor: int) -> None:
        if os.fstat(descriptor).st_mode & 0o040000:
            raise OSError(errno.EINVAL, "Invalid argument")
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", only_files)
    write_over(tmp_path / "it.txt", b"new")
    assert contents(tmp_path) == {"it.txt": b"new"}
