"""`Remarks`: what the present moment of a run is worth saying, once in a run, with the number that
gave rise to it. A solved problem is worth a word, and so is a loss that has stopped moving, or
grows; why it does so is said as soon as the network itself shows it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from copy import copy
from typing import NamedTuple

from backprop_tui.engine import Experiment, Snapshot
from backprop_tui.engine.records import SOLVED
from backprop_tui.report.advice.ahead import gets_off
from backprop_tui.report.advice.cause import Advice, Cause
from backprop_tui.report.advice.causes import BAD_LUCK, CAUSES
from backprop_tui.report.advice.expected import as_scheduled, known_steps
from backprop_tui.report.advice.flat import SOON, flat_steps
from backprop_tui.report.advice.moving import MOVING, UNSTEADY, growing
from backprop_tui.report.advice.reach import reach_text
from backprop_tui.report.advice.steps import jumping_output
from backprop_tui.report.names import sentence

REACH, NO_SLOPE = "reach", "no slope"
"""What is known before the first step."""

SOLVED_ONCE, SOLVED_AGAIN = "solved", "solved again"
"""The second is said where the first came to an end after it was said."""

SUMMED = "summed"
"""Of it an unsteady loss is what shows, and not worth saying again."""


class Remark(NamedTuple):
    """Something that a moment is worth saying.

    Attributes:
        name: What it is about, in a word or two.
        step: Since when it is so, as far as that is known to the step; else when it was said.
        since: What is seen of the loss, in a sentence, if the rest does not say it.
        advice: Why, and what to do about it.
        passes: Whether it is over by itself.
    """

    name: str
    step: int
    since: str
    advice: Advice
    passes: bool = False

    @property
    def said(self) -> str:
        """All of it that is true without a screen."""
        return f"{self.since} {self.advice.said}".lstrip()

    @property
    def with_keys(self) -> str:
        """All of it, for the screen."""
        return f"{self.since} {self.advice.with_keys}".lstrip()


class Remarks:
    """What has been said of one run, and what there is to say next."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._begun: Experiment | None = None
        self._last = 0
        self._solved_since: int | None = None
        self.changed()

    def copy(self) -> Remarks:
        """Another one for a run with the same past."""
        other = copy(self)
        other._known, other._said = self._known.copy(), self._said.copy()
        return other

    def changed(self) -> None:
        """Forget what may be otherwise after a change by hand; what was solved has been said."""
        self._said: set[str] = set()
        self._rated = False
        self._since, self._judged = self._last, (0, 0)
        self._grown = growing(math.inf)
        self._is_new = True

    def on(self, snapshot: Snapshot) -> Remark | None:
        """What this moment is worth saying, if it has not been said before."""
        self._last, self._since = snapshot.step, min(self._since, snapshot.step)
        if snapshot.diverged:
            return None
        if self._begun is None:
            self._begun = snapshot.experiment
        if self._is_new:
            self._grown, self._is_new = growing(snapshot.loss, snapshot.step), False
        known = self._of_the_known(snapshot)
        if known is not None:
            return known
        if snapshot.solved:
            return None
        for cause in (self._grown, *MOVING):
            moving = None if cause.name in self._said else cause.found(snapshot)
            if moving is not None and not self._has_rate(moving):
                return self._once(cause.name, snapshot, "", moving)
        # What is so from the start shows with the first step.
        if snapshot.right.all() or not snapshot.step:
            return None
        return self._still(snapshot)

    def _of_the_known(self, snapshot: Snapshot) -> Remark | None:
        """What is so whatever the loss does, if it has not been said."""
        for key, name, advice in _known(snapshot):
            if key not in self._known:
                self._known.add(key)
                if name == SOLVED_ONCE:
                    self._solved_since = snapshot.right_since
                    return Remark(name, _solved_at(snapshot), "", advice)
                return Remark(name, snapshot.step, "", advice)
        if snapshot.solved and SOLVED_AGAIN not in self._known:
            return self._again(snapshot)
        return None

    def _has_rate(self, advice: Advice) -> bool:
        """Whether it is about the learning rate, and one to try has been named already."""
        return self._rated and RATE in advice.said.lower()

    def _again(self, snapshot: Snapshot) -> Remark | None:
        """That it is solved once more, after some case was lost again."""
        if snapshot.right_since is None or snapshot.right_since == self._solved_since:
            return None
        self._known.add(SOLVED_AGAIN)
        advice = Advice(
            "Some case was wrong once more after it was solved; now every case has been right "
            f"since step {snapshot.right_since:,}."
        )
        return Remark(SOLVED_AGAIN, _solved_at(snapshot), "", advice)

    def _still(self, snapshot: Snapshot) -> Remark | None:
        """Why the loss does not move, as soon as it is known."""
        flat = min(flat_steps(snapshot), snapshot.step - self._since)
        patience = _passed(flat)
        asked = patience + (snapshot.step >= known_steps(snapshot.experiment, snapshot.beginning))
        judged, at = self._judged
        # It takes some time to find out, so it is not asked again and again.
        if patience and asked <= judged and snapshot.step < AGAIN * at:
            return None
        self._judged = asked, snapshot.step
        found = _cause(snapshot, flat)
        if found is None or found[0].name in self._said or found[1].said in self._known:
            return None
        cause, advice = found
        if self._has_rate(advice):
            return None
        since = ""
        if cause.patience and not cause.passes:
            since = f"The loss has stayed at {snapshot.loss:.4g} for {flat:,} steps."
        remark = self._once(cause.name, snapshot, since, advice)
        if cause.name == SUMMED:
            self._said.add(UNSTEADY)
        return remark._replace(passes=cause.passes)

    def _once(self, name: str, snapshot: Snapshot, since: str, advice: Advice) -> Remark:
        """Say something that will not be said again."""
        self._said.add(name)
        self._rated = self._rated or RATE in advice.said.lower()
        advice = as_scheduled(advice, self._begun, snapshot.experiment)
        return Remark(name, snapshot.step, since, Advice(sentence(advice.said), advice.keys))


def _solved_at(snapshot: Snapshot) -> int:
    """From which step on it has been solved, however late somebody looked."""
    return snapshot.step if snapshot.solved_since is None else snapshot.solved_since


RATE = "try --lr "
"""What advice of a learning rate says; one rate is enough for a run, and two would differ."""

AGAIN = 1.5
"""After so many times as many steps it is worth asking again."""

PATIENCE = sorted({0, BAD_LUCK.patience, *(cause.patience for cause in CAUSES)})
"""For how many steps a loss must have stood still before there is more to be said."""


def _known(snapshot: Snapshot) -> Iterator[tuple[str, str, Advice]]:
    """What is so whatever the loss does: that nothing will be learnt, or that all of it is. Each
    has a key by which it is the same, and what it is about.
    """
    experiment = snapshot.experiment
    # What can be put out depends on the activation, which may change by hand.
    beyond = reach_text(experiment)
    if beyond is not None:
        key = f"reach of {experiment.output_activation}"
        yield key, REACH, Advice(f"{sentence(beyond)}.")
    slopeless = jumping_output(experiment)
    if slopeless is not None:
        yield slopeless.said, NO_SLOPE, slopeless
    if snapshot.solved:
        # It stays true if a case is lost later on.
        since = snapshot.right_since
        right = "every case right" + ("" if since is None else f" since step {since:,}")
        said = f"Solved: loss below {SOLVED:g}; {right}."
        first = snapshot.first_solved
        if first is not None and first != snapshot.solved_since:
            said += f" It was solved at step {first:,} first."
        if snapshot.held_out is not None:
            tested = snapshot.held_out.right
            said += f" Of the test cases {int(tested.sum())} of {len(tested)}."
        yield SOLVED_ONCE, SOLVED_ONCE, Advice(said)


def _passed(flat: int) -> int:
    """The longest patience that is over once a loss has stood still for so many steps."""
    return max(each for each in PATIENCE if each <= flat)


def _cause(snapshot: Snapshot, flat: int) -> tuple[Cause, Advice] | None:
    """Why a loss does not move that has stood still for so many steps, if that can be said yet."""
    patience = _passed(flat)
    # A recipe that works is known to get past its plateau.
    awaited = snapshot.step < known_steps(snapshot.experiment, snapshot.beginning)
    for cause in (*CAUSES, BAD_LUCK):
        if cause.patience and (not patience or (awaited and not cause.passes)):
            continue
        advice = cause.found(snapshot)
        if advice is not None:
            # What looks like a standstill may be over soon, and then it was none.
            doubtful = cause.patience == SOON and not cause.passes
            early = cause.patience > flat or (doubtful and gets_off(snapshot))
            return None if early else (cause, advice)
    return None


def present(snapshot: Snapshot) -> str:
    """What is so now, whether it was said or not; empty if nothing is worth saying."""
    for *_, advice in _known(snapshot):
        return advice.with_keys
    if snapshot.diverged or snapshot.right.all() or not snapshot.step:
        return ""
    for moves in MOVING:
        moving = moves.found(snapshot)
        if moving is not None:
            return sentence(moving.with_keys)
    cause = _cause(snapshot, flat_steps(snapshot))
    return "" if cause is None else cause[1].with_keys


def explained() -> tuple[tuple[str, str], ...]:
    """Every cause by its name, with what it looks at."""
    causes = (growing(math.inf), *MOVING, *CAUSES, BAD_LUCK)
    looks: dict[str, list[str]] = {}
    for cause in causes:
        looks.setdefault(cause.name, []).append(cause.looks)
    return tuple((name, ", or ".join(each)) for name, each in looks.items())
