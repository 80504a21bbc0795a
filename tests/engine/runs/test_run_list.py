"""Runs are kept in a flat list of few: what branches off has the same past, the same start is the
same run, and what has to make way is the oldest that nobody looks at or has pinned.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import Edit, Experiment, Parameter, Runs, Trainer
from backprop_tui.engine.runs.run import Run, letter_of, place_of
from backprop_tui.engine.runs.run_list import MOST, MOST_PINNED
from tests.engine.bits import bits, moment
from tests.engine.refusals import refused
from tests.engine.strategies import experiments, with_schedules

WEIGHT = Parameter(2, 0, 0)


def letters(runs: Runs) -> str:
    """Those of all that are kept."""
    return " ".join(run.letter for run in runs.all)


@given(st.integers(0, 10_000))
def test_every_place_has_a_letter_of_its_own(place: int) -> None:
    assert place_of(letter_of(place)) == place


def test_letters_go_on_after_the_last() -> None:
    assert [letter_of(place) for place in (0, 25, 26, 51, 52, 702)] == [
        "a",
        "z",
        "aa",
        "az",
        "ba",
        "aaa",
    ]
    with pytest.raises(ValueError, match="every run has a letter"):
        place_of("")


def test_the_worked_example_loses_nothing_on_its_way() -> None:
    runs = Runs(Experiment())
    runs.step(400)
    whole = bits(runs.snapshot().curve)
    assert not runs.is_past
    runs.seek(300)
    assert runs.is_past
    assert runs.would_branch
    runs.branch()
    assert not runs.would_branch
    runs.change(learning_rate=5.0)
    runs.step(200)
    runs.seek(360)
    runs.branch()
    runs.edit(WEIGHT, 0.0)
    runs.step(200)
    assert [(run.letter, run.origin) for run in runs.all] == [
        ("a", None),
        ("b", ("a", 300)),
        ("c", ("b", 360)),
    ]
    assert [run.trainer.length for run in runs.all] == [400, 500, 560]
    assert [run.own_steps for run in runs.all] == [400, 200, 200]
    for letter, step in (("b", 481), ("c", 495)):
        runs.enter(letter)
        runs.seek(step - 1)
        assert not runs.snapshot().solved
        runs.step()
        assert runs.snapshot().solved
    runs.enter("a")
    assert [(each.letter, each.solved) for each in runs.snapshot().beside] == [
        ("c", 495),
        ("b", 481),
    ]
    assert runs.step_number == 300
    assert bits(runs.snapshot().curve) == whole
    runs.step(100)
    fresh = Trainer(Experiment())
    fresh.step(400)
    assert moment(runs.main) == moment(fresh)


@given(with_schedules(experiments()), st.integers(0, 300), st.integers(0, 300), st.integers(1, 60))
def test_a_branch_is_the_run_that_would_have_been_and_the_other_one_stays(
    experiment: Experiment, far: int, back: int, more: int
) -> None:
    runs = Runs(experiment)
    runs.seek(far)
    back = runs.seek(min(back, runs.step_number))
    before = bits(runs.snapshot())
    runs.branch()
    runs.edit(Parameter(1, 0, 0), 0.25)
    runs.step(more)
    alone = Trainer(experiment)
    alone.seek(back)
    alone.edit(Parameter(1, 0, 0), 0.25)
    alone.step(more)
    assert moment(runs.main) == moment(alone)
    runs.enter("a")
    assert bits(replace(runs.snapshot(), beside=(), letter="", said="")) == before


def test_the_right_run_branches_off_with_the_wrong_one() -> None:
    runs, right = Runs(Experiment(bug="no-slope")), Trainer(Experiment())
    runs.step(200)
    runs.seek(100)
    runs.branch()
    runs.change(momentum=0.5)
    runs.step(50)
    right.step(100)
    right.change(momentum=0.5)
    right.step(50)
    reference = runs.shown.reference
    assert reference is not None
    assert moment(reference) == moment(right)
    (first, second) = runs.snapshot().beside
    assert (first.letter, first.is_live, second.letter, second.is_live) == ("", True, "a", False)
    runs.enter("a")
    assert runs.snapshot().right_run is not None
    assert [run.step_number for run in runs.in_step] == [100]


def test_the_same_start_is_the_same_run_and_one_without_steps_makes_room() -> None:
    runs = Runs(Experiment())
    runs.begin(Experiment(seed=43))
    assert letters(runs) == "a"
    runs.step(5)
    runs.begin(Experiment(seed=43))
    assert (letters(runs), runs.step_number, runs.main.length) == ("a", 0, 5)
    runs.begin(Experiment())
    assert letters(runs) == "a b"
    runs.step(7)
    runs.begin(Experiment(seed=43))
    assert (letters(runs), runs.shown.letter, runs.main.length) == ("a b", "a", 5)
    runs.edit(WEIGHT, 1.0)
    runs.step(1)
    runs.begin(Experiment(seed=43))
    assert letters(runs) == "a b c"


def test_a_run_that_comes_back_has_a_letter_of_its_own() -> None:
    runs = Runs(Experiment())
    first = runs.shown
    runs.begin(Experiment(seed=43))
    runs.step(5)
    runs.put(first)
    assert (letters(runs), first.letter, runs.shown is first) == ("a b", "b", True)
    runs.put(runs.run("a"), instead=True)
    assert letters(runs) == "a"
    runs.branch()
    assert letters(runs) == "a c"
    runs.name("c", " mine ")
    runs.put(runs.run("a"), instead=True)
    assert [run.name for run in runs.all] == ["", "mine"]


def test_the_oldest_that_is_not_pinned_makes_way() -> None:
    runs = Runs(Experiment())
    gone = []
    runs.step(1)
    runs.pin("a")
    for seed in range(MOST + 2):
        run = runs.begin(Experiment(seed=seed))
        gone += [run.letter] if run is not None else []
        runs.step(1)
    assert gone == ["b", "c", "d"]
    assert letters(runs) == "a e f g h i j k"
    assert not runs.pin("a")
    runs.enter("a")
    runs.branch()
    assert letters(runs) == "a f g h i j k l", "where it came from stays"
    for letter in "fghi"[:MOST_PINNED]:
        runs.pin(letter)
    with refused("at most 4 of 8 runs can be pinned"):
        runs.pin("l")
    runs.pin("f")
    runs.pin("l")
    for letter in "mnopq":
        runs.branch()
        assert runs.shown.letter == letter
    assert letters(runs) == "g h i l n o p q"


def test_a_name_counts_less_than_a_pin_and_a_pin_less_than_to_be_spared() -> None:
    kept = [Run(letter_of(k), Trainer(Experiment(seed=k))) for k in range(MOST)]
    runs = Runs.of(kept, "h")
    for letter in "abcefg":
        runs.name(letter, f"mine, {letter}")
    for letter in "ad":
        runs.pin(letter)

    def gone(*spared: str) -> str:
        made_way = runs.keep(Run("", Trainer(Experiment())), *map(runs.run, spared))
        assert made_way is not None
        return made_way.letter

    assert gone() == "b", "that which has no name is pinned, and the other one is shown"
    assert [gone("c") for _ in range(2)] == ["i", "j"], "nobody has named them"
    for letter in "efg":
        runs.drop(letter)
    assert [runs.keep(Run("", Trainer(Experiment()))) for _ in range(3)] == [None] * 3
    others = [run.letter for run in runs.all if run.letter not in "adh"]
    assert gone(*others) == "d", "pinned, but not spared"


def test_what_is_not_kept_and_what_is_shown_is_refused() -> None:
    runs = Runs(Experiment())
    runs.step(1)
    runs.begin(Experiment(seed=1))
    with refused("there is no run z; those that are kept are a, b"):
        runs.enter("z")
    with refused("run b is shown"):
        runs.drop("b")
    with refused("one line of at most 40 letters"):
        runs.name("a", "x" * 41)
    with refused("one line of at most 40 letters"):
        runs.name("a", "x\ny")
    for letter in ("b", "B", "z"):
        with refused("must be another"):
            runs.name("a", letter)
    assert runs.drop("a").letter == "a"
    assert letters(runs) == "b"


def test_two_go_in_step_whichever_is_shown() -> None:
    runs = Runs(Experiment())
    with refused("run a begins so"):
        runs.pair(Experiment())
    runs.step(20)
    runs.edit(WEIGHT, 0.5)
    runs.step(20)
    faster = Experiment(learning_rate=2.0)
    for _ in range(2):
        assert runs.pair(faster) == ()
    assert (runs.shown.letter, runs.step_number, runs.main.length) == ("a", 0, 40)
    runs.step(30)
    alone = Trainer(faster, [(20, Edit(WEIGHT, 0.5))])
    alone.step(30)
    (partner,) = runs.partners
    assert (partner.letter, moment(partner.trainer)) == ("b", moment(alone))
    (beside,) = runs.snapshot().beside
    assert (beside.is_live, bits(beside.curve)) == (True, bits(alone.curve))
    runs.enter("b")
    runs.step(10)
    assert [run.trainer.step_number for run in runs.all] == [40, 40]
    runs.begin(Experiment(seed=7))
    runs.step(10)
    assert (runs.partners, runs.in_step) == ((), ())
    assert [each.is_live for each in runs.snapshot().beside] == [False, False]
    runs.enter("a")
    assert [run.letter for run in runs.partners] == ["b"]
    runs.drop("b")
    assert not runs.partners


def test_what_goes_in_step_is_the_same_run_again_and_may_be_more_than_one() -> None:
    units = [Experiment(hidden=(count,)) for count in (1, 2, 4)]
    runs = Runs(units[0])
    runs.pair(*units[1:])
    runs.step(5)
    assert [run.trainer.step_number for run in runs.all] == [5, 5, 5]
    runs.enter("c")
    runs.pair(units[1])
    assert (letters(runs), runs.step_number) == ("a b c", 0)
    runs.step(1)
    assert [run.trainer.step_number for run in runs.all] == [5, 1, 1]
    runs.seek(9)
    assert [run.trainer.step_number for run in runs.all] == [5, 9, 9], "both have learnt on"
    runs.step(1)
    runs.seek(2)
    runs.step(1)
    assert [run.trainer.step_number for run in runs.all] == [5, 3, 3], "here they are in step"
    runs.change(learning_rate=0.1)
    runs.pair(units[1])
    assert letters(runs) == "a b c d", "what happened to c happens to d too"
    runs.pair(units[1])
    assert letters(runs) == "a b c d", "and so it is the same run again"
    runs.edit(Parameter(2, 3, 0), 1.0)
    with refused("there is no unit 3"):
        runs.pair(units[0])


def test_what_makes_way_for_partners_is_none_of_them() -> None:
    runs = Runs(Experiment())
    runs.step(1)
    for seed in range(MOST - 1):
        runs.begin(Experiment(seed=seed))
        runs.step(1)
    gone = runs.pair(Experiment(seed=50), Experiment(seed=51), spared=runs.run("b"))
    assert [run.letter for run in gone] == ["a", "c"]
    assert letters(runs) == "b d e f g h i j"
    many = [Experiment(seed=seed) for seed in range(60, 60 + MOST)]
    runs.pair(*many)
    assert runs.shown.letter == "h", "whatever comes"
    assert len(runs.all) == MOST


def test_curves_beside_are_the_pinned_ones_first_and_then_the_latest() -> None:
    runs = Runs(Experiment())
    assert runs.snapshot().beside == ()
    for seed in range(4):
        runs.step(3)
        runs.begin(Experiment(seed=seed))
    runs.words = lambda run: f"seed {run.trainer.beginning.seed}"
    runs.pin("a")
    runs.enter("c")
    snapshot = runs.snapshot()
    said = [(each.letter, each.said, each.curve.length) for each in snapshot.beside]
    assert snapshot.letter == "c"
    assert said == [("a", "seed 42", 3), ("d", "seed 2", 3), ("b", "seed 0", 3)]
    assert all(
        now is then for now, then in zip(runs.snapshot().beside, snapshot.beside, strict=True)
    )


def test_runs_that_were_kept_go_on_where_they_stood() -> None:
    first, second = Trainer(Experiment()), Trainer(Experiment(bug="no-slope"))
    first.step(20)
    second.step(10)
    kept = [Run("d", second, ("b", 4)), Run("b", first, name="mine")]
    runs = Runs.of(kept, "b")
    assert (letters(runs), runs.step_number, runs.experiment) == ("b d", 20, Experiment())
    runs.enter("d")
    assert [run.step_number for run in runs.in_step] == [10]
    runs.branch()
    assert letters(runs) == "b d e"
    with refused("there is no run c"):
        Runs.of(kept, "c")


def test_what_will_happen_to_a_run_happens_to_the_right_one_too_and_would_be_lost() -> None:
    planned = ((5, Edit(WEIGHT, 1.0)),)
    runs, right = Runs(Experiment(bug="no-slope"), planned), Trainer(Experiment(), planned)
    assert (runs.is_past, runs.would_branch) == (False, True)
    runs.step(8)
    right.step(8)
    assert not runs.would_branch
    assert [moment(run) for run in runs.in_step] == [moment(right)]
