"""A session that is to begin at a step is there before anybody sees another, or on its way. What is
done by hand happens on the way as if somebody had done it.
"""

from __future__ import annotations

import math

from backprop_tui.engine import Experiment, Parameter, Trainer
from backprop_tui.engine.runs.by_hand import BY_HAND, events_by_hand
from backprop_tui.ui.session.notice import Said
from backprop_tui.ui.session.session import Session
from backprop_tui.ui.view import View
from tests.engine.bits import bits

XOR = Experiment()
B = events_by_hand(XOR, BY_HAND.read("300:lr=5;9000:W2[h1,yhat]=0"))


def test_it_is_there_at_once_and_what_lies_ahead_is_said() -> None:
    session = Session(XOR, events=B, clock=lambda: 0.0)
    session.begin_at(360)
    session.voice = said = Said()
    assert session.view.snapshot.step == 0
    session.greet()
    assert [notice.text for notice in said] == [
        "To come: by hand at step 300 lr 5; at step 9,000 W₂ h1→ŷ = 0."
    ]
    by_hand = Trainer(XOR)
    by_hand.step(300)
    by_hand.change(learning_rate=5)
    by_hand.step(60)
    snapshot = session.view.snapshot
    assert bits(snapshot.weights) == bits(by_hand.snapshot().weights)
    assert (snapshot.step, snapshot.is_past) == (360, False)
    session.greet()
    assert session.view.snapshot.step == 360, "only the first time"
    session.step(1)
    assert session.view.snapshot.step == 361


def test_what_lies_ahead_happens_when_it_is_due() -> None:
    session = Session(XOR, events=B, speed=math.inf)
    session.begin_at(8_999)
    session.greet()
    while session.view.run.is_busy:
        session.slice()
    session.step(1)
    assert session.runs.step_number == 9_000
    assert session.value(Parameter(2, 0, 0)) == 0.0
    assert session.runs.by_hand == 2


def test_a_long_way_shows_how_much_of_it_is_done_and_can_be_left() -> None:
    ticks = iter(range(10**9))
    session = Session(XOR, clock=lambda: next(ticks) * 0.01)
    session.voice = said = Said()
    session.begin_at(200_000)
    views: list[View] = []
    session.follow(views.append)
    session.greet()
    assert session.view.run.going is not None
    session.slice()
    session.show_frame()
    going = views[-1].run.going
    assert going is not None
    assert (going.keeps, going.past, going.leaving) == (True, 0, "esc keeps the steps")
    session.toggle()
    here = session.view.snapshot.step
    assert 0 < here < 200_000, "nothing was known that it could have lost"
    assert not session.view.run.is_busy
    kept = (
        f"The way to step 200,000 was left at {here}; the steps up to here are kept, space goes on."
    )
    assert said[-1].text == kept
    short = Trainer(XOR)
    short.step(here)
    assert bits(session.view.snapshot.weights) == bits(short.snapshot().weights)


def test_where_the_run_diverges_before_it_stays_there_and_says_so() -> None:
    wild = Experiment(activation="linear", output_activation="linear", learning_rate=3.0)
    session = Session(wild)
    session.begin_at(5_000)
    session.greet()
    while session.view.run.is_busy:
        session.slice()
    snapshot = session.view.snapshot
    assert snapshot.diverged
    assert 0 < snapshot.step < 5_000
    assert session.told[-1].text.startswith("The run diverged: at step ")
