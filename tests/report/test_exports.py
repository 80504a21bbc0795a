"""A file that is taken out holds the run as it stands: the same moments to the last bit, as few of
them as a spreadsheet draws, and whatever was done by hand.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS, Experiment, Runs, Trainer
from backprop_tui.report.exports import EXPORTS, ROWS, every_few, name_for
from backprop_tui.report.script import script_text
from tests.engine.bits import bits, moment
from tests.engine.refusals import refused
from tests.engine.runs.story import ACTION, EXPLOSIVE, Story, take
from tests.engine.strategies import at_most, experiments

KINDS = {kind.title: kind for kind in EXPORTS}


def exported(title: str, run: Trainer) -> Any:
    return b"".join(KINDS[title].pieces(run))


@given(st.integers(0, 10**12))
def test_a_history_has_few_moments_at_round_steps(steps: int) -> None:
    every = every_few(steps)
    assert steps <= every * ROWS
    assert steps > every * ROWS / 3 or every == 1, "and not fewer than need be"
    assert str(every).rstrip("0") in ("1", "2", "5")


@at_most(6)
@given(experiments(), st.lists(ACTION, max_size=3), st.integers(0, 30))
def test_it_is_the_run_as_it_stands(experiment: Experiment, actions: list[Any], more: int) -> None:
    run = Trainer(experiment)
    take(run, Story(experiment, []), actions, lambda run, story: None)
    run.step(more)
    before, snapshot = moment(run) if not run.snapshot().diverged else None, run.snapshot()
    rows = exported("Export history as CSV", run).decode().splitlines()
    names, *_, last = (row.split(",") for row in rows)
    said = dict(zip(names, last, strict=True))
    assert int(said["step"]) == snapshot.step
    assert bits(float(said["loss"])) == bits(snapshot.loss)
    content = json.loads(exported("Export run as JSON", run))
    assert content["steps"] == snapshot.step
    if before is not None:
        assert content["weights"] == [matrix.tolist() for matrix in snapshot.weights]
        assert moment(run) == before, "nothing moved"


def test_other_work_can_be_done_between_two_pieces() -> None:
    run = Trainer(Experiment())
    run.step(10 * run.chunk)
    for title in ("Export history as CSV", "Export run as JSON"):
        pieces = KINDS[title].pieces(run)
        assert sum(1 for _ in pieces) >= 10


def test_a_run_that_went_back_is_written_up_to_where_it_is() -> None:
    runs = Runs(Experiment())
    runs.step(300)
    runs.change(learning_rate=5.0)
    runs.step(181)
    runs.seek(200)
    content = json.loads(exported("Export run as JSON", runs.main.fork()))
    assert (content["steps"], content["experiment"]["learning_rate"]) == (200, 0.5)
    assert len(content["history"]) == 201


def test_a_script_is_of_what_lies_behind() -> None:
    run = Trainer(Experiment())
    run.change(learning_rate=5.0)
    run.step(300)
    run.change(learning_rate=7.0)
    run.seek(200)
    assert exported("Export run as script", run).decode() == script_text(
        Experiment(), run.events[:1], 200
    )


@pytest.mark.parametrize("title", ["Export step as text", "Export step as Markdown"])
def test_no_step_follows_where_a_run_diverged(title: str) -> None:
    run = Trainer(EXPLOSIVE)
    run.step(10_000)
    with refused("no step follows: the run diverged"):
        exported(title, run)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("xor", "xor-"), ("../a [b]/c", "a-b-c-"), ("数据", ""), ("x" * 300, "x" * 60 + "-")],
)
def test_any_problem_gives_a_name_for_a_file(name: str, expected: str) -> None:
    snapshot = Trainer(Experiment(problem=replace(PROBLEMS["xor"], name=name))).snapshot()
    assert name_for(snapshot) == f"backprop-tui-{expected}step-0"
    assert name_for(snapshot, "b") == f"backprop-tui-{expected}b-step-0"
