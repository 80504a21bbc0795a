"""The marks of a run are what somebody would note who looks at every step of it, and they stay with
the run that they belong to.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Change, Edit, Experiment, Mark, Parameter, Trainer
from backprop_tui.engine.core.learner import Learner
from backprop_tui.engine.runs.keyframes import Keyframes
from backprop_tui.engine.runs.marks import KINDS, MOST_NAMED
from backprop_tui.engine.runs.turns import FEW
from backprop_tui.engine.settings import settings_of
from tests.engine.bits import bits
from tests.engine.refusals import refused
from tests.engine.strategies import at_most, experiments

EASY = Experiment(
    problem=PROBLEMS["and"], hidden=(), bias=True, learning_rate=4.0, momentum=0.9, batch_size=1
)
"""Right and wrong again before it is right for good."""

THROWN = replace(EASY, momentum=0.0, l2=0.03)
"""Right and wrong again for ever."""

LOUD = (300, Change({"learning_rate": 5.0}))
CUT = (360, Edit(Parameter(2, 0, 0), 0.0))


def said(run: Trainer) -> list[str]:
    return [f"{mark.step} {mark.said}" for mark in run.marks]


def seen(experiment: Experiment, steps: int) -> list[Mark]:
    """What somebody notes who looks at every step."""
    run, was = Trainer(experiment), {"right": False, "solved": False}
    notes = [Mark(0, "start", "start")]
    for step in range(steps + 1):
        now = run.snapshot()
        everything = f"{len(now.right)}/{len(now.right)}"
        words = {"right": everything, "solved": "solved"}
        begun, over = [], {}
        for kind, is_so in (("right", bool(now.right.all())), ("solved", now.solved)):
            if is_so and not was[kind]:
                begun.append(Mark(step, kind, words[kind]))
            elif was[kind] and not is_so:
                over[step] = Mark(step, "lost", f"no longer {words[kind]}")
            was[kind] = is_so
        notes += [*begun, *over.values()]
        if now.diverged:
            notes.append(Mark(step, "diverged", "diverged"))
        if not run.step():
            break
    return notes


@at_most(12)
@given(experiments(), st.integers(0, 120))
@example(EASY, 120)
@example(Experiment(activation="linear", output_activation="linear", learning_rate=3.0), 30)
def test_marks_are_what_somebody_notes_who_looks_at_every_step(
    experiment: Experiment, steps: int
) -> None:
    run = Trainer(experiment)
    run.step(steps)
    everything = seen(experiment, steps)
    assert list(run.marks) == list(run.snapshot().marks)
    if not any(mark.skips for mark in run.marks):
        assert list(run.marks) == everything


def test_of_many_turns_the_first_and_the_last_are_marked_and_where_some_are_left_out() -> None:
    run = Trainer(THROWN)
    run.step(3_000)
    everything, marked = seen(THROWN, 3_000), run.marks
    rights = [mark.step for mark in everything if mark.kind == "right"]
    lost = [mark.step for mark in everything if mark.kind == "lost"]
    assert len(rights) > 2 * FEW
    assert [mark.step for mark in marked if mark.kind == "right"] == [
        *rights[: FEW + 1],
        rights[-1],
    ]
    assert [mark.step for mark in marked if mark.kind == "lost"] == [*lost[:FEW], lost[-1]]
    assert [mark.step for mark in marked if mark.skips] == [rights[FEW]]
    run.seek(rights[FEW] - 1)
    assert [mark for mark in run.marks if mark.kind != "end"] == list(marked)
    assert not any(mark.skips for mark in run.fork().marks)


def test_a_large_network_keeps_fewer_marks_and_no_more_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(Keyframes, "BYTES", 24 * 16 * len(Learner(THROWN).rule.memory))
    run = Trainer(THROWN)
    run.step(3_000)
    assert [mark.skips for mark in run.marks if mark.kind == "right"] == [*[False] * 3, True, False]


def test_a_change_at_300_and_a_cut_at_360_are_marked_with_what_they_were() -> None:
    first = Trainer(Experiment())
    first.step(2_169)
    assert said(first) == ["0 start", "1141 4/4", "2169 solved"]
    first.seek(300)
    second = first.fork()
    second.change(learning_rate=5.0)
    second.step(181)
    assert [text for text in said(second) if "4/4" not in text] == [
        "0 start",
        "300 lr .5 → 5",
        "481 solved",
    ]
    assert "386 4/4" in said(second)
    second.seek(360)
    third = second.fork()
    third.edit(Parameter(2, 0, 0), 0.0)
    third.step(135)
    assert said(third)[:3] == ["0 start", "300 lr .5 → 5", "360 W₂ h1→ŷ = 0"]
    assert said(third)[-1] == "495 solved"
    # What was learnt of one is known of no other, and all of it is still there.
    assert said(second)[-2:] == ["481 solved", "481 end"]
    assert said(first) == ["0 start", "1141 4/4", "2169 solved", "2169 end"]
    again = Trainer(third.beginning, third.events)
    again.step(495)
    assert said(again) == said(third)


def test_marks_ahead_survive_going_back_and_not_a_change() -> None:
    run = Trainer(Experiment(), [LOUD, CUT])
    run.step(500)
    run.mark("the end")
    run.seek(350)
    run.mark("before the cut")
    marks = said(run)
    assert marks[-1] == "500 end"
    for step in (0, 499, 360, 359, 350):
        run.seek(step)
        assert said(run) == marks
    run.edit(Parameter(1, 0, 0), 1 / 3)
    assert said(run) == [
        "0 start",
        "300 lr .5 → 5",
        "350 W₁ x1→h1 ≈ 0.333333",
        "350 before the cut",
    ]
    run.step(10)
    run.seek(350)
    assert run.marks[-1] == Mark(360, "end", "end")
    run.reset()
    assert said(run) == ["0 start"]


def test_what_is_scheduled_is_marked_as_what_is_done_by_hand() -> None:
    schedule = settings_of(Experiment)["schedule"].typed("20:lr=0.03,momentum=0.95;30:lr=0.01")
    run = Trainer(Experiment(schedule=schedule), [(30, Change({"learning_rate": 0.03}))])
    run.step(30)
    assert said(run) == ["0 start", "20 lr .5 → .03, momentum 0 → .95"], (
        "what came of it is nothing"
    )
    run.change(momentum=0.5)
    assert said(run)[-1] == "30 momentum .95 → .5"
    run.edit(Parameter(1, 0, 0), 2.0)
    run.edit(Parameter(1, 0, 0), 3.0)
    run.edit(Parameter(1, 1, 0), 1e-9)
    assert said(run)[-2:] == ["30 W₁ x1→h1 = 3, W₁ x2→h1 = 1e-09", "30 momentum .95 → .5"]
    for _ in range(3):
        assert run.withdraw()
    assert said(run)[-1] == "30 momentum .95 → .5"
    assert run.withdraw()
    assert not run.withdraw(), "what was given has not just been done"
    assert said(run) == ["0 start", "20 lr .5 → .03, momentum 0 → .95"]
    plain = Trainer(Experiment())
    plain.edit(Parameter(1, 0, 0), 2.0)
    plain.withdraw()
    assert said(plain) == ["0 start"]


def test_every_mark_is_at_hand_in_a_long_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Keyframes, "MOST", 8)
    run = Trainer(Experiment(), [LOUD, CUT])
    run.seek(333)
    run.mark("here")
    run.step(20_000)
    run.mark("there", 444)
    run.seek(444)
    fresh = Trainer(Experiment(), [LOUD, CUT])
    counts, steps = [], Learner.run

    def counted(learner: Learner, step: int, count: int, noted: Any = ()) -> Any:
        counts.append(count)
        return steps(learner, step, count, noted)

    monkeypatch.setattr(Learner, "run", counted)
    marked = sorted({mark.step for mark in run.marks})
    assert {0, 300, 333, 360, 444, 495, 20_333} <= set(marked)
    sought = []
    for step in reversed(marked):
        run.seek(step)
        sought.append(bits(run.record()))
    assert not counts
    for step, there in zip(marked, reversed(sought), strict=True):
        fresh.seek(step)
        assert bits(fresh.record()) == there
    assert run.seek(10_000) == 10_000
    assert sum(counts) > 256, "as nothing else is"


def test_what_is_kept_at_a_mark_is_on_its_way_as_the_run_was_there() -> None:
    rolling = Experiment(learning_rate=5.0, momentum=0.5)
    run, fresh = Trainer(rolling), Trainer(rolling)
    run.step(200)
    assert said(run) == ["0 start", "68 4/4", "117 solved"]
    for mark in run.marks:
        run.seek(mark.step)
        fresh.step(mark.step - fresh.step_number)
        assert bits(run.record()) == bits(fresh.record())


def test_names_belong_to_steps_of_one_run() -> None:
    run = Trainer(Experiment())
    run.step(20)
    run.mark("first try")
    run.mark("  best\n")
    run.mark("early", 5)
    other = run.fork()
    other.mark("late", 20)
    other.step()
    assert said(run) == ["0 start", "5 early", "20 best"]
    assert said(other) == ["0 start", "5 early", "20 late"]
    assert (run.unmark(5), run.unmark(5), run.unmark()) == (True, False, True)
    assert said(run) == ["0 start"]
    other.seek(5)
    other.change(learning_rate=1.0)
    assert said(other) == ["0 start", "5 lr .5 → 1", "5 early"]
    assert other.withdraw()
    assert said(other) == ["0 start", "5 early"]


def test_a_name_that_would_be_lost_or_confused_is_refused() -> None:
    run = Trainer(Experiment())
    run.step(MOST_NAMED + 1)
    run.mark("Best", 7)
    for name, words in (
        (" \n", "from 1 to 24 letters"),
        ("x" * 25, "from 1 to 24 letters"),
        ("best", "there is a mark 'best' already, at step 7"),
    ):
        with refused(words):
            run.mark(name)
    with pytest.raises(ValueError, match="there is no step -1; those from 0 to 65 are known"):
        run.mark("before", -1)
    run.mark("best", 7)
    for step in range(MOST_NAMED):
        run.mark(f"step {step}", step)
    with refused(f"at most {MOST_NAMED} marks"):
        run.mark("one more")
    assert [mark.said for mark in run.marks if mark.kind == "named"] == [
        f"step {step}" for step in range(MOST_NAMED)
    ]


def test_every_kind_of_mark_says_what_it_means() -> None:
    assert all(kind.meaning and kind.name == name for name, kind in KINDS.items())
