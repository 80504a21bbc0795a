"""What will change, and what a step learns from, is said in a line each before a run begins."""

from __future__ import annotations

from dataclasses import replace

from backprop_tui.engine import SETTINGS, Experiment
from backprop_tui.report.schedule import changes_between, order_text, schedule_texts


def scheduled(text: str) -> Experiment:
    return Experiment(schedule=SETTINGS["schedule"].typed(text))


def test_what_is_scheduled_and_what_of_it_comes_too_late() -> None:
    assert list(schedule_texts(Experiment(), 10)) == []
    many = scheduled(";".join(f"{step}:lr=0.{step}" for step in range(1, 8)))
    (first,) = schedule_texts(many)
    assert first.endswith("; from step 4 on lr 0.4; and 3 more")
    assert list(schedule_texts(scheduled("20:lr=1;2000:momentum=.5"), 20)) == [
        "on the way settings change: from step 20 on lr 1; from step 2,000 on momentum .5",
        "it ends at step 20, before what is scheduled at step 2,000",
    ]


def test_what_lies_between_two_moments_of_a_run() -> None:
    begun = scheduled("2:lr=1;4:lr=2;6:lr=3")
    steps = [(begun.schedule and begun.schedule[k:]) or None for k in range(4)]
    first, second, third, last = (replace(begun, schedule=ahead) for ahead in steps)
    assert [moment.step for moment in changes_between(first, third)] == [2, 4]
    assert [moment.step for moment in changes_between(second, last)] == [4, 6]
    assert changes_between(last, first) == changes_between(third, second) == ()


def test_which_cases_a_step_learns_from() -> None:
    assert order_text(Experiment()) is None
    assert order_text(Experiment(order="file")) == (
        "order file changes nothing, since every step learns from all cases; with --batch-size 1 "
        "a step learns from one"
    )
    assert order_text(Experiment(order="file", batch_size=1)) == (
        "each step learns from 1 of 4 cases, in the order of the table; the loss printed is that "
        "after so many steps, of all 4 cases"
    )
    drawn = order_text(Experiment(batch_size=3))
    assert drawn is not None
    assert "in an order that the seed draws anew in every epoch" in drawn
