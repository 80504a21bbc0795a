"""What is read of a run is what happened in it, wherever somebody has left it; and it is read again
as soon as something else has.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment, Parameter, Runs
from backprop_tui.engine.reading.moments import Assignment, Moment
from backprop_tui.report.comparison.outcome import outcome
from backprop_tui.report.comparison.ran import Ran
from backprop_tui.report.comparison.survey import Survey

WIRE = Parameter(1, 0, 0)


def at(step: int, name: str, value: str) -> Moment:
    """What is scheduled at a step."""
    return Moment(step, (Assignment(name, value),))


def read(runs: Runs) -> Ran:
    """The record of the first run."""
    return Survey().of(runs.all)[0]


def test_a_loss_that_was_another_one_for_a_while_is_not_compared() -> None:
    runs = Runs(Experiment(learning_rate=5.0))
    runs.step(600)
    runs.seek(100)
    runs.branch()
    runs.change(loss="bce")
    runs.step(50)
    runs.change(loss="half-sse")
    runs.step(500)
    a, b = Survey().of(runs.all)
    assert b.measures == ("mean e²", "mean -ln p")
    assert "they are not compared as numbers" in outcome(b, a)
    # One that was set back before a step followed was never measured.
    runs.seek(120)
    runs.branch()
    runs.edit(WIRE, 0.5)
    assert Survey().of(runs.all)[2].measures == ("mean e²", "mean -ln p")
    runs.seek(60)
    runs.branch()
    for loss in ("bce", "half-sse"):
        runs.change(loss=loss)
    runs.step(5)
    assert Survey().of(runs.all)[3].measures == ("mean e²",)


def test_a_loss_that_is_scheduled_counts_when_the_run_has_come_there() -> None:
    runs = Runs(Experiment(schedule=(at(10, "loss", "bce"), at(20, "loss", "half-sse"))))
    for steps, measures in ((9, 1), (1, 2), (20, 2)):
        runs.step(steps)
        assert len(read(runs).measures) == measures
    runs = Runs(Experiment(schedule=(at(10, "loss", "bce"),)))
    runs.step(10)
    runs.seek(5)
    runs.edit(WIRE, 0.5)
    assert read(runs).measures == ("mean e²",)


def test_an_event_that_only_an_earlier_one_allows_is_said_in_full() -> None:
    runs = Runs(Experiment(output_activation="tanh", schedule=(at(30, "momentum", "0.5"),)))
    runs.step(10)
    runs.change(output_activation="sigmoid")
    runs.step(5)
    runs.change(loss="bce")
    runs.step(20)
    runs.change(momentum=0.0)
    output, *others = read(runs).events
    assert output == "output-activation=sigmoid at 10"
    assert others == ["loss=bce at 15", "momentum=0 at 35"]


def test_what_has_not_changed_is_not_read_again_and_what_has_is() -> None:
    runs, survey = Runs(Experiment(freeze=("W2",))), Survey()
    runs.step(5)
    (before,) = survey.of(runs.all)
    assert survey.of(runs.all) == (before,)
    runs.edit(WIRE, 0.5)
    runs.edit(Parameter(2, 0, 0), 0.25)
    (after,) = survey.of(runs.all)
    assert [(each.value, each.learns) for each in after.touched] == [(0.5, True), (0.25, False)]
    assert before.touched == ()


def test_of_a_run_that_is_done_more_than_once_the_first_time_counts() -> None:
    runs = Runs(Experiment(learning_rate=2.0))
    runs.step(800)
    before = read(runs)
    assert None not in (before.first_right, before.solved)
    runs.edit(Parameter(2, 3, 0), 0.0)
    runs.step(3000)
    after = read(runs)
    assert [mark.kind for mark in runs.main.marks].count("right") > 1
    assert (after.first_right, after.solved) == (runs.snapshot().first_right, before.solved)
