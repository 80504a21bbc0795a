"""Whatever can be said of a run is said on the screen: each cause is brought about here by settings
that anybody can choose, and read where messages lie and on the page of `i`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import pytest

from backprop_tui.engine import PROBLEMS, Problem, find_preset
from backprop_tui.engine.settings import settings_of
from backprop_tui.report.advice.remarks import REACH, SOLVED_AGAIN, SOLVED_ONCE, explained
from backprop_tui.ui.screens.about import About
from tests.ui.driving import SMALL, Desk, dashboard


class Brought(NamedTuple):
    """A cause, what brings it about, and what is read then."""

    name: str
    settings: dict[str, Any]
    steps: int
    parts: tuple[str, ...]


def table(inputs: Iterable[Iterable[float]], targets: Iterable[float]) -> Problem:
    """A file of one's own."""
    return Problem("table", "", [list(each) for each in inputs], list(targets))


def preset(name: str, **changes: Any) -> dict[str, Any]:
    """The settings of a preset, with some of one's own in their place."""
    made = find_preset(name).experiment(**changes)
    return {each: getattr(made, each) for each in settings_of(type(made))}


TWICE = table([[0, 1], [1, 1], [0, 1], [1, 0]], [0, 1, 1, 1])
COUNTS = table([[0, 0], [0, 1], [1, 1]], [0, 1, 2])
FAR = table([[20, 0.1], [29, 0.4], [24, 0.8], [27, 0.2], [22, 0.9], [25, 0.5]], [0, 1, 1, 0, 0, 1])
CIRCLE = PROBLEMS["circle"]
MANY: dict[str, Any] = {"problem": CIRCLE, "bias": True}
FEW: dict[str, Any] = {"hidden": (2,), "bias": True}

BROUGHT = (
    Brought("plateau", {}, 400, ("Plateau near 0.25", "Keep going: trained on, it comes off.")),
    Brought("solved", {}, 2_300, ("Solved: loss below 0.01",)),
    Brought("solved again", {"hidden": (2,), "learning_rate": 2.0}, 3_400, ("once more after it",)),
    Brought("one line", {"hidden": ()}, 400, ("No line separates 01, 10", "Try --hidden 4.")),
    Brought("one line", {**MANY, "hidden": (1,)}, 400, ("swings", "parallel lines: give it more")),
    Brought("alike", {"init": "zeros", "bias": True}, 100, ("all alike", "Try --init normal.")),
    Brought("saturated", {"learning_rate": 500.0}, 400, ("ŷ is saturated", "Try --lr 20.")),
    Brought(
        "dead",
        {"learning_rate": 20.0, "activation": "relu", "bias": True},
        200,
        ("Units h1 to h4 are dead", "Try --lr 1."),
    ),
    Brought("vanishing", {"hidden": (4,) * 5}, 400, ("vanishes", "Try --activation tanh --bias.")),
    Brought(
        "unsteady",
        {"loss": "bce", "bias": True, "learning_rate": 10.0},
        400,
        ("swings between 4.02 and 5.98 by turns", "Try --lr 2."),
    ),
    Brought("shrunk", {"decay": 0.01}, 2_500, ("losing more to --decay 0.01", "Try --decay 0.")),
    Brought("shrunk", {"l1": 0.3}, 600, ("--l1 0.3 pulls the weights", "Try --l1 0.")),
    Brought(
        "grown",
        {"output_activation": "linear", "bias": True, "learning_rate": 1.0},
        200,
        ("The loss has grown from 1.93", "Try --lr 0.1."),
    ),
    Brought(
        "grown",
        {"problem": TWICE, "output_activation": "linear", "bias": True},
        2_100,
        ("The loss has grown from 2.64 to 57", "Try --lr 0.05."),
    ),
    Brought("frozen", {"freeze": ("W1",)}, 600, ("W1 is frozen", "Try --freeze none.")),
    Brought("all frozen", {"freeze": ("W1", "W2")}, 2_200, ("Leave --freeze out.",)),
    Brought(
        "large rate",
        preset("playground", learning_rate=1.0),
        1_000,
        ("rate 1 is too large", "Try --lr 0.05."),
    ),
    Brought("narrow", {**MANY, "hidden": (2,)}, 400, ("by turns", "with --hidden 3 --lr 0.01")),
    Brought("summed", {**MANY, "learning_rate": 1.0}, 600, ("sums 200 cases", "Try --lr 0.5.")),
    Brought("one spot", FEW, 2_600, ("lie 0.0", "get one answer, 0.50", "with --seed 43")),
    Brought("blind", {"activation": "tanh"}, 1_500, ("Input 00 is all 0", "Try --bias.")),
    Brought("small rate", {"learning_rate": 0.01}, 2_600, ("0.01 is small", "Try --lr 0.5.")),
    Brought("near zero", {"scale": 0.01}, 2_300, ("still near 0", "Try --scale 0.5.")),
    Brought("no rate", {"learning_rate": 0.0}, 2_200, ("rate is 0, so no step", "Try --lr 0.5.")),
    Brought("no slope", {"activation": "step"}, 1_000, ("h1 to h4 are without a slope",)),
    Brought("no slope", {"output_activation": "step"}, 0, ("Unit ŷ is without a slope",)),
    Brought("reach", {"problem": COUNTS}, 0, ("Targets go from 0 to 2, but sigmoid outputs give",)),
    Brought("bug", {"bug": "flipped-sign"}, 3_000, ("the bug flipped-sign: the right run",)),
    Brought("given start", preset("xor-minimum"), 5_000, ("printed weights", "--weights none")),
    Brought(
        "contradiction",
        {"problem": TWICE, "bias": True},
        4_000,
        ("Cases 1 and 3 have the same inputs", "below 0.125."),
    ),
    Brought(
        "unscaled",
        {"problem": FAR, "bias": True, "learning_rate": 0.0005},
        4_000,
        ("the numbers are not scaled. Try --standardize",),
    ),
    Brought(
        "recipe",
        preset("family-trees", learning_rate=1.0),
        500,
        ("began with lr 1; family-trees", "begins with lr 0.005. Try --preset family-trees as"),
    ),
    Brought(
        "bad luck",
        {**MANY, "problem": PROBLEMS["parity-4"], "learning_rate": 0.3},
        2_600,
        ("None of the next 3 seeds", "it takes more steps, or other --hidden layers."),
    ),
)


def over_the_last_rows(desk: Desk) -> str:
    """What lies there, as one line."""
    return " ".join(" ".join(desk.rows[-2:]).replace("▌", "").split())


async def go_on(desk: Desk, steps: int, part: str) -> None:
    """Train until something is said, and no longer than it should take."""
    while desk.snapshot.step < steps and not any(part in told.text for told in desk.session.told):
        desk.dashboard.action_step(50)
    await desk.settled()


@pytest.mark.parametrize("brought", BROUGHT, ids=lambda brought: brought.name)
async def test_a_cause_is_said_over_two_rows_and_can_be_read_again(brought: Brought) -> None:
    async with dashboard(SMALL, **brought.settings) as desk:
        first, *_ = brought.parts
        await go_on(desk, brought.steps, first)
        (told,) = (told.text for told in desk.session.told if first in told.text)
        for part in brought.parts:
            assert part in told
        if len(desk.session.told) == 1:
            advice = brought.parts[-1]
            await desk.until(lambda: advice in over_the_last_rows(desk))
        await desk.press("i")
        await desk.until(lambda: isinstance(desk.app.screen, About))


def test_none_is_left_out() -> None:
    known = {name for name, _ in explained()} | {SOLVED_ONCE, SOLVED_AGAIN, REACH}
    assert {brought.name for brought in BROUGHT} == known
