"""A session comes back from its file as it was, each of its runs to the last bit; a file that is
anything else is refused in a line, and stays as it is.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui import __version__
from backprop_tui.engine import BUGS, BadSetting, Experiment, Parameter, Problem, Start, Trainer
from backprop_tui.engine.keeping import reading
from backprop_tui.engine.keeping.reading import read_session
from backprop_tui.engine.keeping.saved import Named, Origin, SavedRun, SavedSession
from backprop_tui.engine.keeping.seen import Seen
from backprop_tui.engine.keeping.texts import MOST, Texts
from backprop_tui.engine.keeping.whole_file import write_over
from backprop_tui.engine.runs.journal import Journal
from backprop_tui.engine.runs.run_list import MOST as MOST_RUNS
from backprop_tui.engine.runs.run_list import MOST_PINNED
from tests.engine.bits import moment
from tests.engine.refusals import refused
from tests.engine.runs.story import ACTION
from tests.engine.runs.test_journal import lived
from tests.engine.strategies import at_most, with_bugs, with_schedules

LETTERS = "abcdefgh"


def saved(letter: str, trainer: Trainer, **more: Any) -> SavedRun:
    """A run as it would be saved."""
    return SavedRun(letter, Journal.of(trainer), seen=Seen.of(trainer.snapshot()), **more)


def worked() -> SavedSession:
    """The default, with another learning rate from step 300 on, and then without a wire."""
    a, b, c = (Trainer(Experiment()) for _ in range(3))
    a.step(2300)
    for run in (b, c):
        run.step(300)
        run.change(learning_rate=5.0)
    b.step(181)
    c.step(60)
    c.edit(Parameter(2, 0, 0), 0.0)
    c.step(135)
    c.seek(360)
    return SavedSession(
        (
            saved("a", a),
            saved("b", b, origin=Origin("a", 300), marks=(Named(360, "here"),)),
            saved("c", c, origin=Origin("b", 360), name="no wire", pinned=True),
        ),
        "b",
    )


def kept(session: SavedSession, folder: Path) -> SavedSession:
    """The same after it was on the disk."""
    path = folder / "session.json"
    write_over(path, session.to_json().encode())
    return read_session(str(path))


def test_the_worked_example_comes_back_to_the_digit(tmp_path: Path) -> None:
    back = kept(worked(), tmp_path)
    assert (back.letters, back.shown, back.program) == (("a", "b", "c"), "b", __version__)
    b, c = back.run().trainer(), back.run("c").trainer(495)
    assert (b.step_number, b.snapshot().first_right, b.snapshot().solved) == (481, 386, True)
    assert (c.step_number, c.snapshot().solved) == (495, True)
    assert back.run("c").journal.step == 360
    assert back.run("c").trainer(494).snapshot().solved is False
    assert (back.run("b").origin, back.run("c").origin) == (("a", 300), ("b", 360))
    assert (back.run("b").marks, back.run("c").name) == (((360, "here"),), "no wire")
    assert back.run("c").pinned
    assert back.to_json() == worked().to_json()
    with refused("no run 'd'", "a, b, c", "session.json"):
        back.run("d")


@at_most(5)
@given(
    st.lists(
        st.tuples(
            with_schedules(with_bugs(st.none() | st.sampled_from(sorted(BUGS)))),
            st.lists(ACTION, max_size=3),
        ),
        min_size=1,
        max_size=2,
    ),
    st.integers(0, 200),
)
def test_any_runs_come_back_to_the_last_bit(
    tmp_path_factory: pytest.TempPathFactory, lives: list[Any], more: int
) -> None:
    trainers = [lived(Trainer(experiment), actions) for experiment, actions in lives]
    runs = tuple(saved(LETTERS[k], trainer) for k, trainer in enumerate(trainers))
    back = kept(SavedSession(runs, "a"), tmp_path_factory.getbasetemp())
    for run, trainer in zip(back.runs, trainers, strict=True):
        again = run.trainer()
        assert moment(again) == moment(trainer)
        assert run.seen == Seen.of(again.snapshot())
        for each in (again, trainer):
            each.step(more)
        assert moment(again) == moment(trainer)


def test_whoever_only_looks_around_has_done_nothing() -> None:
    trainer = Trainer(Experiment())
    trainer.step(30)
    there = SavedSession((saved("a", trainer),), "a")
    trainer.seek(20)
    looked = SavedSession((saved("a", trainer),), "a")
    assert looked.done == there.done
    assert looked.decided != there.decided
    trainer.seek(31)
    assert SavedSession((saved("a", trainer),), "a").done != there.done


def test_runs_that_begin_alike_share_what_they_begin_with(tmp_path: Path) -> None:
    table = Problem("t", "", [[0.5, 1]], [[1]], path="da\nta.csv")
    one, other = Trainer(Experiment(problem=table)), Trainer(Experiment(problem=table))
    text = SavedSession((saved("a", one), saved("b", other)), "a").to_json()
    assert text.count("0.5, 1.0") == 1
    assert text.isascii()
    back = kept(SavedSession((saved("a", one), saved("b", other)), "a"), tmp_path)
    assert back.run("a").journal.experiment is back.run("b").journal.experiment
    assert back.run("a").journal.experiment.problem.path == "da\nta.csv"


def test_what_json_cannot_hold_is_not_written() -> None:
    start = Start((np.full((2, 1), np.inf),), None, "w.json")
    run = SavedRun("a", Journal(Experiment(hidden=(), start=start)))
    with refused("cannot be written down"):
        SavedSession((run,), "a").to_json()


def test_a_machine_that_rounds_otherwise_is_told() -> None:
    trainer = Trainer(Experiment())
    trainer.step(1)
    seen = Seen.of(trainer.snapshot())
    assert seen.differs_from(seen) == ""
    trainer.edit(Parameter(1, 0, 0), 0.25)
    other = Seen.of(trainer.snapshot())
    said = seen.differs_from(other)
    assert "step 1 " in said
    assert f"{seen.loss!r} there and is {other.loss!r} here" in said
    assert "this machine rounds otherwise" in said
    assert "not all weights are the same" in seen.differs_from(replace(seen, digest="0"))
    older = replace(seen, program="0.0.9").differs_from(other)
    assert older.startswith(f"it was saved by backprop-tui 0.0.9, and this is {__version__}: at")
    assert "was no number there" in replace(seen, loss=None).differs_from(other)


def test_of_a_run_that_diverged_there_is_no_loss(tmp_path: Path) -> None:
    trainer = Trainer(
        Experiment(activation="linear", output_activation="linear", learning_rate=3.0, momentum=0.5)
    )
    trainer.step(10_000)
    back = kept(SavedSession((saved("a", trainer),), "a"), tmp_path).run()
    assert back.seen is not None
    assert back.seen.loss is None
    assert back.seen == Seen.of(back.trainer().snapshot())


GOOD = json.loads(worked().to_json())


@pytest.mark.parametrize(
    ("path", "value", "parts"),
    [
        (("backprop-tui",), 2, ("version 2, written by backprop-tui", f"this is {'backprop-tui'}")),
        (("backprop-tui",), True, ("version True",)),
        (("program",), 5, ("the version of the program", "text")),
        (("else",), 5, ("'else'", "not known")),
        (("shown",), "d", ("shows run 'd'",)),
        (("in_step",), ["a", "d"], ("goes in step is no run",)),
        (("in_step",), "ab", ("what goes in step", "a list")),
        (("runs",), {}, ("its runs", "a list")),
        (("runs",), [], ("1 to 8 runs",)),
        (("runs", 0), 5, ("run 1", "an object")),
        (("runs", 0, "run"), "A", ("run 1, its letter", "such as a or b")),
        (("runs", 1, "run"), "a", ("run 2 is a again",)),
        (("runs", 1, "else"), 5, ("run 2", "'else'")),
        (("runs", 1, "origin"), ["a"], ("run 2, origin", "letter, step")),
        (("runs", 1, "origin"), ["", 3], ("run 2, its origin",)),
        (("runs", 1, "origin"), ["a", 482], ("run 2", "beyond its own end")),
        (("runs", 1, "marks"), [[482, "x"]], ("run 2", "a mark beyond")),
        (("runs", 1, "marks"), [[4, "x" * 201]], ("the name of a mark", "1 to 24 letters")),
        (("runs", 1, "marks"), [[4, "x"]] * 65, ("run 2", "more than 64 marks")),
        (("runs", 1, "marks"), {}, ("run 2, marks", "a list")),
        (("runs", 1, "events"), [{}] * 10_001, ("run 2", "10,001 events; at most 10,000")),
        (("runs", 1, "marks"), [[4, "x"], [5, "X"]], ("a mark 'X' already", "step 4")),
        (("runs", 1, "name"), "x" * 41, ("run 2", "more than 40 letters")),
        (("runs", 1, "seen", "step"), -1, ("run 2", "beyond its end")),
        (("runs", 1, "experiment"), "c", ("run 2 begins as 'c'", "no run before it")),
        (("runs", 0, "experiment", "loss"), "hinge", ("no loss 'hinge'",)),
        (("runs", 0, "length"), 10**13, ("run 1", "1,000,000,000,000 steps")),
        (("runs", 0, "length"), 10**30, ("run 1, its length", "too large")),
        (("runs", 0, "step"), 2301, ("the steps of run 1",)),
        (("runs", 1, "events", 0, "step"), -1, ("the steps of run 2",)),
    ],
)
def test_what_is_malformed_is_refused_with_its_place(
    path: tuple[str | int, ...], value: object, parts: tuple[str, ...], tmp_path: Path
) -> None:
    content = json.loads(json.dumps(GOOD))
    part = content
    for key in path[:-1]:
        part = part[key]
    part[path[-1]] = value
    refuse(json.dumps(content).encode(), tmp_path, *parts)


def test_what_the_list_has_no_room_for_is_refused(tmp_path: Path) -> None:
    runs = tuple(SavedRun(letter, Journal(Experiment()), pinned=True) for letter in "abcdefg")
    refuse(
        SavedSession(runs, "a").to_json().encode(),
        tmp_path,
        f"more than {MOST_PINNED} of",
        "pinned",
    )


def refuse(data: bytes, folder: Path, *parts: str) -> None:
    """Check that a file is refused and stays as it is."""
    file = folder / "session.json"
    file.write_bytes(data)
    with refused("the session file", "session.json", *parts):
        read_session(str(file))
    assert file.read_bytes() == data


NEWER = b'{"backprop-tui": 2, "anything": [], "program": "9.1.0\\u001b[2J"}'


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        (b"", ("empty",)),
        (b" \n", ("empty",)),
        (b"x1,x2,y\n0,1,1\n", ("no session of backprop-tui",)),
        (b"\x7fELF\0\0", ("no session of backprop-tui",)),
        (b"[1, 2]", ("no session of backprop-tui",)),
        (b'{"weights": [[[1]]]}', ("no session of backprop-tui",)),
        (b'{"backprop-tui": 1, "runs": [', ("cut off",)),
        (b'{"backprop-tui": 1,, "runs": 1}', ("line 1 column 20",)),
        (b'{"backprop-tui": 1, "backprop-tui": 1}', ("a key twice",)),
        (b'{"backprop-tui": "\xff"}', ("UTF-8",)),
        (b'{"backprop-tui": NaN}', ("NaN",)),
        (b'{"backprop-tui": -Infinity}', ("Infinity",)),
        (b'{"backprop-tui": 1, "shown": ' + b"9" * 5000 + b"}", ("cannot be opened",)),
        (b'{"backprop-tui": ' + b"[" * 200_000, ("nested too deep",)),
        (b'{"a":' * 200_000, ("nested too deep",)),
        (NEWER, ("version 2, written by backprop-tui 9.1.0 [2J", "reads version 1")),
        (b'{"backprop-tui": 2}', ("version 2; this is",)),
    ],
)
def test_what_is_no_session_is_refused(data: bytes, parts: tuple[str, ...], tmp_path: Path) -> None:
    refuse(data, tmp_path, *parts)


@at_most(60)
@given(st.data())
def test_a_damaged_session_is_refused_or_is_another_one(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    whole = json.dumps(GOOD).encode()
    file = tmp_path_factory.getbasetemp() / "damaged.json"
    cut = data.draw(st.booleans())
    at = data.draw(st.integers(0, len(whole) - 1))
    if cut:
        file.write_bytes(whole[:at])
        with refused("the session file"):
            read_session(str(file))
        return
    file.write_bytes(whole[:at] + data.draw(st.binary(min_size=1, max_size=3)) + whole[at + 1 :])
    try:
        found = read_session(str(file))
    except BadSetting as refusal:
        assert str(refusal).isprintable()
    else:
        assert read_session(str(file)).to_json() == found.to_json()


def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path, said in (
        (pipe, "no file"),
        (tmp_path, "Is a directory"),
        (tmp_path / "none", "No such file"),
        (tmp_path / "nul\0", "null byte"),
    ):
        with refused("the session file", said):
            read_session(str(path))


def test_a_file_that_is_too_large_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    huge = tmp_path / "huge"
    with huge.open("wb") as stream:
        stream.truncate(2**30)
    with refused("larger than 128 MiB"):
        read_session(str(huge))
    # One that grows while it is read tells its size too late.
    small = tmp_path / "small"
    small.write_bytes(b"{" * 11)
    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    monkeypatch.setattr(os, "fstat", lambda _: os.stat_result((0o100644, *[0] * 9)))
    with refused("larger than"):
        read_session(str(small))


BAD = '"a\\u001b[2J\\ud800"'


def test_no_text_of_a_file_can_tell_a_terminal_what_to_do(tmp_path: Path) -> None:
    table = Problem("t", "x", [0, 1], [0, 1], target_choice=["y0"])
    run = SavedRun("a", Journal(Experiment(problem=table)), name="z", marks=(Named(0, "x"),))
    text = SavedSession((run,), "a").to_json()
    for word in ("x", "x1", "y0", "z"):
        text = text.replace(f'"{word}"', BAD)
    path = tmp_path / "session.json"
    path.write_text(text)
    back = read_session(str(path)).run()
    problem = back.journal.experiment.problem
    shown = problem.summary, *problem.input_names, *problem.target_choice, back.name
    assert {*shown, back.marks[0].name} == {"a [2J"}


def test_a_file_for_which_there_is_no_memory_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(json, "loads", fail)
    refuse(b"{}", tmp_path, "too little memory")


def test_a_session_has_as_many_runs_as_the_list(tmp_path: Path) -> None:
    runs = tuple(SavedRun(letter, Journal(Experiment())) for letter in "abcdefghi")
    assert len(kept(SavedSession(runs[:MOST_RUNS], "a"), tmp_path).runs) == MOST_RUNS
    refuse(SavedSession(runs, "a").to_json().encode(), tmp_path, f"1 to {MOST_RUNS} runs")


def test_reading_takes_no_deep_stack(tmp_path: Path) -> None:
    limit = sys.getrecursionlimit()
    refuse(b'{"backprop-tui": ' + b'{"a": ' * limit + b"1" + b"}" * (limit + 1), tmp_path, "deep")


def test_what_was_written_before_is_not_written_down_again() -> None:
    texts, first = Texts(), Experiment()
    text = texts.of(first)
    assert texts.of(first) is text
    for seed in range(MOST):
        texts.of(Experiment(seed=seed))
    assert texts.of(first) is not text
    assert texts.of(first) == text
    session = SavedSession((SavedRun("a", Journal(first)),), "a")
    assert session.to_json(texts) == session.to_json()
