"""What somebody did is on the disk a few seconds later and when they leave, without a question; a
disk that is full or may not be written to costs a line and nothing else.
"""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from threading import enumerate as enumerate_threads

import pytest

from backprop_tui.engine import BadSetting, Experiment, Parameter, Trainer
from backprop_tui.engine.keeping.folder import Folder
from backprop_tui.engine.keeping.reading import read_session
from backprop_tui.engine.keeping.saved import SavedSession
from backprop_tui.ui.session.keeper import EVERY, SHARE, Keeper
from backprop_tui.ui.session.session import Session
from tests.engine.bits import moment


class Clock:
    """Seconds that pass when somebody says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def session() -> Session:
    return Session(Experiment())


@pytest.fixture
def keeper(tmp_path: Path, clock: Clock, session: Session, said: list[str]) -> Keeper:
    keeper = Keeper(lambda: Folder(tmp_path / "state"), "2026-01-01-120000", said.append, 7, clock)
    keeper.follow(session)
    return keeper


def kept(keeper: Keeper) -> SavedSession:
    """What is on the disk."""
    keeper.finish()
    assert keeper.path is not None
    return read_session(str(keeper.path))


def test_what_was_learnt_is_written_every_few_seconds(
    keeper: Keeper, clock: Clock, session: Session
) -> None:
    session.step(3)
    keeper.look()
    assert keeper.path is None, "it is not time yet"
    clock.now = EVERY
    keeper.look()
    assert kept(keeper).run().journal.step == 3
    session.step(4)
    keeper.look()
    clock.now += EVERY / 2
    keeper.look()
    assert read_session(str(keeper.path)).run().journal.step == 3
    clock.now += EVERY / 2
    keeper.look()
    assert kept(keeper).run().journal.step == 7
    again = read_session(str(keeper.path)).run().trainer()
    assert again.snapshot().loss == session.view.snapshot.loss


def test_leaving_writes_it_at_once(keeper: Keeper, session: Session, said: list[str]) -> None:
    keeper.finish()
    assert keeper.path is None, "nothing was learnt"
    assert said == []
    session.step(5)
    keeper.keep()
    session.step(5)
    assert kept(keeper).run().journal.step == 10
    assert said == ["saved: backprop-tui open --last (open --list shows others)"]


def test_what_has_not_changed_is_not_written_again(
    keeper: Keeper, clock: Clock, session: Session
) -> None:
    session.step(1)
    path = Path(kept(keeper).path)
    os.utime(path, ns=(0, 0))
    session.look(selected=2)
    clock.now = 10 * EVERY
    keeper.look()
    keeper.finish()
    assert path.stat().st_mtime_ns == 0


def test_a_disk_that_takes_long_is_written_to_seldom(
    keeper: Keeper, clock: Clock, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _: clock.advance(0.5))
    session.step(1)
    kept(keeper)
    session.step(1)
    clock.now += SHARE - 1
    keeper.look()
    assert read_session(str(keeper.path)).run().journal.step == 1
    clock.now += 1
    keeper.look()
    assert kept(keeper).run().journal.step == 2


def full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def refused(*_: object) -> None:
    raise BadSetting("this session is too large")


def too_much(*_: object) -> None:
    raise MemoryError


@pytest.mark.parametrize(
    ("fails", "why"),
    [(full, "No space left on device"), (refused, "too large"), (too_much, "no memory")],
)
def test_what_cannot_be_written_is_said_and_tried_again(
    keeper: Keeper,
    clock: Clock,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    fails: Callable[..., None],
    why: str,
    said: list[str],
) -> None:
    session.step(1)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fails)
        keeper.finish()
    assert keeper.path is None
    assert why in keeper.complaint
    assert said == [f"this session was not saved: {keeper.complaint}"]
    session.step(1)
    assert session.view.snapshot.step == 2, "the run goes on"
    clock.now = 2 * EVERY
    keeper.look()
    assert kept(keeper).run().journal.step == 2
    assert keeper.complaint == ""
    session.step(1)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", fails)
        keeper.finish()
    assert said[-1] == (
        f"what was done last was not saved: {keeper.complaint}; "
        f"saved before: backprop-tui open {keeper.path}"
    )


def test_what_could_not_be_written_is_tried_again_though_nothing_has_happened(
    keeper: Keeper, clock: Clock, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    session.step(1)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        clock.now = EVERY
        keeper.look()
        keeper.finish()
    assert keeper.complaint
    clock.now = 10 * EVERY
    keeper.look()
    for thread in enumerate_threads():
        if thread.name == "keeper":
            thread.join()
    assert keeper.complaint == ""
    assert read_session(str(keeper.path)).run().journal.step == 1


def test_a_file_that_is_gone_is_written_again(keeper: Keeper, session: Session) -> None:
    session.step(1)
    Path(kept(keeper).path).unlink()
    assert kept(keeper).run().journal.step == 1


def test_where_no_thread_can_start_the_run_goes_on_and_is_written_in_the_end(
    keeper: Keeper,
    clock: Clock,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
    said: list[str],
) -> None:
    def fail(_: Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(Thread, "start", fail)
    session.step(1)
    for ticks in (1, 2):
        clock.now = ticks * EVERY
        keeper.look()
        assert (keeper.complaint, keeper.path) == ("can't start new thread", None)
    assert kept(keeper).run().journal.step == 1
    assert said == ["saved: backprop-tui open --last (open --list shows others)"]


def test_a_home_that_may_not_be_written_to_is_said(session: Session, tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where the folder would be")
    keeper = Keeper(lambda: Folder(tmp_path / "state"), "2026", print)
    keeper.follow(session)
    session.step(1)
    keeper.finish()
    assert "File exists" in keeper.complaint


def test_two_programs_at_once_have_a_file_each(tmp_path: Path, said: list[str]) -> None:
    keepers = []
    for process in (os.getpid(), os.getppid()):
        session = Session(Experiment(seed=process % 100))
        keeper = Keeper(lambda: Folder(tmp_path), "2026-01-01-120000", said.append, process)
        keeper.follow(session)
        session.step(2)
        keepers.append(keeper)
    seeds = [kept(keeper).run().journal.experiment.seed for keeper in keepers]
    assert seeds == [os.getpid() % 100, os.getppid() % 100]
    # The other one may save again before anybody opens the last.
    assert said[-1] == f"saved: backprop-tui open {keepers[1].path}"


KILLED = """
import sys
from pathlib import Path
from backprop_tui.engine import Experiment
from backprop_tui.engine.keeping.folder import Folder
from backprop_tui.ui.session.keeper import Keeper
from backprop_tui.ui.session.session import Session

session, keeper = Session(Experiment()), Keeper(lambda: Folder(Path(sys.argv[1])), "2026", print)
keeper.follow(session)
while True:
    session.step(50)
    keeper.keep()
    if keeper.path is not None:
        print(flush=True)
"""


def test_what_is_killed_in_the_middle_comes_back_as_if_it_had_not_been(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE
    ) as program:
        assert program.stdout is not None
        for _ in range(5):
            program.stdout.readline()
        program.kill()
    left = read_session(str(Folder(tmp_path).newest()))
    session = Session(left.run().journal.experiment)
    session.open(left)
    assert session.view.snapshot.step == left.run().journal.step > 0
    session.runs.step(100)
    uninterrupted = Trainer(Experiment())
    uninterrupted.step(left.run().journal.step + 100)
    assert moment(session.runs.main) == moment(uninterrupted)
    Folder(tmp_path).thin()
    assert Folder(tmp_path).newest() == Path(left.path)


def test_what_somebody_does_is_written_at_once(
    keeper: Keeper, clock: Clock, session: Session
) -> None:
    session.step(3)
    keeper.look()
    assert keeper.path is None, "steps can wait"
    session.restart(learning_rate=2.0)
    keeper.look()
    assert kept(keeper).run().journal.experiment.learning_rate == 2.0
    deeds: tuple[Callable[[], object], ...] = (
        lambda: session.edit(Parameter(1, 0, 0), 1.0),
        lambda: session.change(learning_rate=3.0),
        lambda: session.mark("here"),
        lambda: session.name("a", "first"),
        lambda: session.pin("a"),
    )
    for do in deeds:
        before = Path(kept(keeper).path).read_text()
        do()
        keeper.look()
        assert Path(kept(keeper).path).read_text() != before
    clock.now = EVERY / 2
    before = Path(kept(keeper).path).read_text()
    session.step(5)
    keeper.look()
    assert Path(str(keeper.path)).read_text() == before


def test_to_look_around_in_what_was_opened_writes_no_other_file(
    tmp_path: Path, clock: Clock, session: Session, keeper: Keeper, said: list[str]
) -> None:
    session.step(9)
    session.restart(learning_rate=2.0)
    session.step(4)
    opened = kept(keeper)
    said.clear()
    again = Session(Experiment())
    again.open(opened)
    other = Keeper(lambda: Folder(tmp_path / "state"), "2027", said.append, 7, clock)
    other.follow(again, opened)
    again.go_to(1)
    again.enter("a")
    clock.now = 2 * EVERY
    other.look()
    other.finish()
    assert (other.path, said) == (None, [])
    again.step(1)
    assert kept(other).shown == "a"
