"""Where a weight that was set by hand throws a run off, that is said, and no learning rate is
blamed that had nothing to do with it.
"""

from __future__ import annotations

from backprop_tui.engine import Change, Edit, Experiment, Parameter, Snapshot, Trainer
from backprop_tui.engine.runs.events import Event
from backprop_tui.report.advice.ahead import STEPS
from backprop_tui.report.advice.remarks import Remarks
from backprop_tui.report.text.progress import divergence

PLAIN = Experiment(activation="linear", output_activation="linear", learning_rate=0.1)
WIRE = Parameter(2, 0, 0)


def thrown(
    *events: tuple[int, Event], experiment: Experiment = PLAIN, steps: int = 10**5
) -> Snapshot:
    """A run to which something happened, where it diverged."""
    run = Trainer(experiment, events)
    run.step(steps)
    snapshot = run.snapshot()
    assert snapshot.diverged
    return snapshot


def test_what_was_set_is_named_with_what_would_be_without_it() -> None:
    seen = thrown((100, Edit(WIRE, 50.0)))
    fresh = Trainer(PLAIN)
    fresh.step(seen.step)
    assert divergence(seen) == (
        f"the run diverged: at step {seen.step} the loss is no longer a finite number; set by hand "
        f"at step 100: W₂ h1→ŷ = 50, without which the loss is {fresh.snapshot().loss:.3g} there"
    )
    several = divergence(thrown((90, Edit(WIRE, 1.0)), (100, Edit(WIRE, 50.0))))
    assert "; set by hand, last at step 100: W₂ h1→ŷ = 50, without which" in several


def test_where_it_cannot_be_tried_without_it_nothing_is_said_of_that() -> None:
    late = divergence(thrown((STEPS, Edit(WIRE, 50.0))))
    assert late.endswith(f"finite number; set by hand at step {STEPS:,}: W₂ h1→ŷ = 50")
    slower = Change({"learning_rate": 0.05})
    both = divergence(thrown((50, slower), (100, Edit(WIRE, 80.0))))
    assert both.endswith("finite number; set by hand at step 100: W₂ h1→ŷ = 80")


def test_a_rate_is_blamed_where_it_does_so_by_itself_or_came_last() -> None:
    fast = Experiment(activation="linear", output_activation="linear", learning_rate=5.0)
    assert "; try a smaller --lr (it is 5)" in divergence(
        thrown((1, Edit(WIRE, 0.5)), experiment=fast)
    )
    later = thrown((10, Edit(WIRE, 0.5)), (100, Change({"learning_rate": 5.0})))
    assert "; try a smaller --lr (it is 5)" in divergence(later)


def test_a_loss_that_grows_after_it_is_said_to_do_so_without_blame() -> None:
    run, remarks = Trainer(PLAIN, [(100, Edit(WIRE, 50.0))]), Remarks()
    said = []
    while run.step_number < 110 and run.step():
        remark = remarks.on(run.snapshot())
        said += [remark.with_keys] if remark is not None else []
    assert len(said) == 1
    assert said[0].startswith("The loss has grown from 0.")
    assert said[0].endswith("; set by hand at step 100: W₂ h1→ŷ = 50.")
