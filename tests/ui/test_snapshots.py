"""Pictures of whole screens, kept as text beside this file: look at one to know what the program
looks like, and at a difference to know what a change has done. Write them again with
`BACKPROP_UPDATE_SNAPSHOTS=1 python -m pytest tests/ui/test_snapshots.py`, and read what git shows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from backprop_tui.engine import PROBLEMS, Problem
from backprop_tui.ui.app import BackpropApp
from tests.ui.driving import Desk, dashboard
from tests.ui.panes.test_predictions import table
from tests.ui.picture import differences, picture_of
from tests.ui.screens.dashboard.test_states import WILD

Check = Callable[[BackpropApp, str], None]


class Scene(NamedTuple):
    """A screen to keep a picture of.

    Attributes:
        size: Columns and rows.
        steps: How many are taken first.
        keys: What is pressed then.
        settings: Of the experiment.
        glyphs: What it is drawn with.
        depth: Colours of the terminal.
    """

    size: tuple[int, int] = (80, 24)
    steps: int = 2400
    keys: tuple[str, ...] = ()
    settings: dict[str, Any] = {}  # noqa: RUF012
    glyphs: str = "unicode"
    depth: str = "truecolor"


FLOWERS = Problem(
    "flowers",
    "",
    [[5.1, 1.4, 1, 0], [7.0, 4.7, 0, 1], [6.3, 6.0, 0, 1]],
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    ("sepal_length", "petal_length", "island=Biscoe", "island=Dream"),
    ("species=setosa", "species=versicolor", "species=virginica"),
    class_names=("setosa", "versicolor", "virginica"),
)
CLASSES: Problem = table([[1, 0, 0], [0, 1, 0], [0, 0, 1]], [[0.0, 0.5], [1, 0.25], [0.75, 1]])
DIRECT: dict[str, Any] = {"hidden": (1,), "bias": True, "momentum": 0.9, "direct": True}
"""One hidden unit that is enough for XOR."""

FAMILY: dict[str, Any] = {
    "problem": PROBLEMS["family-trees"], "hidden": (12, 12, 6), "bias": True,
    "groups": ((24, 12), (6, 6)),
}  # fmt: skip
"""A network that is no longer readable as wires."""

DEEP: dict[str, Any] = {"hidden": (8, 8, 8, 8)}
"""Layers of sigmoids on which gradients vanish."""


def past(rate: str, steps: int) -> tuple[str, ...]:
    """Another learning rate from step 300 on, so many steps, and back to step 360 of that run."""
    changed = ("g", *"300", "enter", "e", *["backspace"] * 3, *rate, "enter")
    return (*changed, *["S"] * (steps // 100), "g", *"360", "enter")


PAST = past("5", 200)

SIZES = ((80, 24), (100, 30), (120, 40), (200, 60))
SCENES = {
    **{
        f"{width}x{height}-{theme}-{glyphs}": Scene(
            (width, height), keys=("t",) if theme == "light" else (), glyphs=glyphs
        )
        for width, height in SIZES
        for theme in ("dark", "light")
        for glyphs in ("unicode", "ascii")
    },
    **{f"depth-{depth}": Scene(depth=depth) for depth in ("256", "standard", "none")},
    "start": Scene(steps=0),
    "start-120x40": Scene((120, 40), steps=0),
    "past": Scene(keys=PAST),
    "past-ascii": Scene(keys=PAST, glyphs="ascii"),
    # From a rate at which answers are not thrown about, as processors do that otherwise.
    "past-none": Scene((120, 40), keys=past("3", 400), depth="none"),
    "past-walk": Scene(keys=("less_than_sign", "w", *["right"] * 5, "comma")),
    "past-small": Scene((60, 18), keys=("2", "left_square_bracket")),
    "matrix": Scene(keys=("m",)),
    "matrix-120x40-bias": Scene((120, 40), keys=("m",), settings={"bias": True}),
    "inspected": Scene(keys=("u", "u")),
    "inspected-120x40": Scene((120, 40), keys=("u", "u", "u")),
    "focused": Scene(keys=("3", "down")),
    "diverged": Scene(settings={**WILD, "learning_rate": 2.0}),
    "small": Scene((60, 18)),
    "small-predictions": Scene((60, 18), keys=("3",)),
    "tiny": Scene((40, 10)),
    "help": Scene(keys=("question_mark",)),
    "help-ascii": Scene(keys=("question_mark",), glyphs="ascii"),
    "zoom": Scene(keys=("2", "z")),
    **{
        f"zoom-{pane}-{width}x{height}": Scene((width, height), keys=(key, "z"))
        for pane, key in (("predictions", "3"), ("hidden", "4"))
        for width, height in ((80, 24), (120, 40), (200, 60))
    },
    "zoom-matrix-200x60": Scene((200, 60), keys=("m", "1", "z"), settings={"bias": True}),
    "ledger-200x60": Scene((200, 60), 3, keys=("l", "down"), settings={"momentum": 0.9}),
    "zoom-120x40": Scene((120, 40), keys=("1", "z")),
    "beside-surface": Scene(keys=("v",)),
    "beside-surface-ascii": Scene(keys=("v",), glyphs="ascii"),
    "beside-space": Scene(keys=("2", "v", "v")),
    "beside-120x40": Scene((120, 40), keys=("v",)),
    "beside-80x40": Scene((80, 40)),
    "no-hidden-120x40": Scene((120, 40), steps=400, settings={"hidden": ()}),
    "no-hidden-asked": Scene(steps=400, keys=("6",), settings={"hidden": ()}),
    "gradients": Scene(keys=("v", "v", "v")),
    "gradients-ascii": Scene(steps=20, keys=("7",), settings=DEEP, glyphs="ascii"),
    "gradients-200x60": Scene((200, 60), keys=("7", "z")),
    "gradients-200x60-none": Scene((200, 60), 20, ("7", "z", "u"), DEEP, depth="none"),
    "walk": Scene(steps=0, keys=("w",)),
    "walk-back": Scene(steps=0, keys=("w", *["right"] * 7)),
    "walk-end": Scene(steps=0, keys=("w", "end")),
    "walk-ascii": Scene(steps=0, keys=("w", *["right"] * 5), glyphs="ascii"),
    "walk-none": Scene(steps=0, keys=("w", *["right"] * 6), depth="none"),
    "walk-120x40": Scene((120, 40), steps=0, keys=("w", *["right"] * 6)),
    "walk-160x50": Scene((160, 50), steps=0, keys=("w", *["right"] * 8)),
    "walk-200x60": Scene((200, 60), steps=0, keys=("w", *["right"] * 9)),
    "walk-deep": Scene(
        keys=("w", *["right"] * 16),
        settings={"hidden": (3, 3, 3), "bias": True, "activation": "tanh", "loss": "bce"},
    ),
    "walk-wrong": Scene(steps=0, keys=("w", *["right"] * 7), settings={"bug": "updated-weights"}),
    "ledger": Scene(
        steps=3, keys=("l", "down"), settings={"momentum": 0.9, "bug": "updated-weights"}
    ),
    "ledger-120x40-ascii": Scene(
        (120, 40), 3, keys=("l",), glyphs="ascii", settings={"bug": "no-slope"}
    ),
    "bug": Scene((120, 40), steps=300, settings={"bug": "uncleared"}),
    "edit": Scene(keys=("e",)),
    "done": Scene(steps=10_000),
    "perceptron": Scene(settings={"hidden": ()}),
    "bias": Scene(settings={"bias": True, "hidden": (2,), "momentum": 0.9}),
    "deep": Scene((120, 40), settings={"hidden": (8, 8), "activation": "tanh"}),
    "direct": Scene(settings=DIRECT),
    "direct-120x40": Scene((120, 40), settings=DIRECT, keys=("u",)),
    "direct-four": Scene(settings={"direct": True}, glyphs="ascii"),
    "direct-matrix": Scene(settings={**DIRECT, "hidden": (4,)}, keys=("m",)),
    "direct-walk": Scene(
        steps=1, settings={**DIRECT, "hidden": (2, 1)}, keys=("w", *["right"] * 14)
    ),
    "deep-small": Scene(settings={"hidden": (3, 3, 3), "bias": True}, keys=("h",)),
    "wide": Scene(
        (120, 40), 20, keys=("p",), settings={"hidden": (64,), "problem": PROBLEMS["parity-8"]}
    ),
    "wide-small": Scene(
        steps=20, keys=("p",), settings={"hidden": (40,), "problem": PROBLEMS["parity-6"]}
    ),
    **{
        f"ladder{mark}": Scene(size, 20, keys, FAMILY, glyphs)
        for mark, size, keys, glyphs in (
            ("", (80, 24), (), "unicode"),
            ("-ascii", (80, 24), (), "ascii"),
            ("-inspected", (80, 24), ("u",), "unicode"),
            ("-120x40", (120, 40), ("t",), "unicode"),
            ("-200x60", (200, 60), ("U",), "unicode"),
        )
    },
    **{
        f"layer{mark}": Scene(size, 20, ("m", *keys), FAMILY, glyphs)
        for mark, size, keys, glyphs in (
            ("", (80, 24), (), "unicode"),
            ("-ascii", (80, 24), (), "ascii"),
            ("-output", (80, 24), ("U",), "unicode"),
            ("-120x40", (120, 40), ("h",), "unicode"),
            ("-200x60", (200, 60), ("t", "u"), "unicode"),
        )
    },
    "layer-walk": Scene(steps=20, keys=("w", *["right"] * 10), settings=FAMILY),
    "layer-walk-120x40": Scene((120, 40), 20, ("w", *["right"] * 20), FAMILY),
    "named": Scene(settings={"problem": FLOWERS, "hidden": (3,)}),
    "named-walk": Scene(steps=0, keys=("w",), settings={"problem": FLOWERS, "bias": True}),
    "classes": Scene((100, 30), settings={"problem": CLASSES, "loss": "bce"}),
}


async def show(desk: Desk, scene: Scene) -> None:
    """Bring a scene about."""
    desk.session.runs.step(scene.steps)
    desk.session.show()
    await desk.press(*scene.keys)
    await desk.pilot.pause()


@pytest.mark.parametrize("name", SCENES)
async def test_the_screen_looks_as_it_is_kept(
    name: str, matches_snapshot: Check, terminal: Callable[[str], None]
) -> None:
    scene = SCENES[name]
    terminal(scene.depth)
    async with dashboard(scene.size, glyphs=scene.glyphs, messages=False, **scene.settings) as desk:
        await show(desk, scene)
        matches_snapshot(desk.app, name)


async def test_a_picture_is_the_same_every_time_and_tells_every_difference() -> None:
    pictures = []
    for steps in (2400, 2400, 2401):
        async with dashboard((80, 24), messages=False) as desk:
            await show(desk, Scene(steps=steps))
            pictures.append(picture_of(desk.app))
    assert pictures[0] == pictures[1]
    assert list(differences(pictures[0], pictures[1])) == []
    told = "\n".join(differences(pictures[0], pictures[2]))
    assert "row 0 was " in told
    assert "step 2,401" in told
    recoloured = pictures[0].replace("#4ea8f8", "#ff0000")
    assert "#4ea8f8" in "\n".join(differences(pictures[0], recoloured))


def test_every_kept_picture_belongs_to_a_scene(request: pytest.FixtureRequest) -> None:
    kept = {path.stem for path in (request.path.parent / "snapshots").glob("*.txt")}
    assert kept == set(SCENES)
