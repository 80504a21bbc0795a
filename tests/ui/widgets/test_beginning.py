"""Before the first step the place of the curve says what it will be compared with: of every preset
something that was published and something that comes out, on the smallest screen that has panes.
"""

from __future__ import annotations

from typing import Any

import pytest

from backprop_tui.engine import PRESETS, Experiment, Preset, Problem
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.widgets.beginning import LEAST, paint_beginning
from tests.ui.drawn import ASCII, PALETTE, UNICODE, inks_of

SMALLEST = (29, 12)
"""Columns and rows of the pane in 80 by 24."""


def drawn(experiment: Experiment, width: int, height: int, look: Look = UNICODE) -> Canvas:
    canvas = Canvas(width, height, look)
    paint_beginning(canvas, experiment)
    canvas.bake()
    return canvas


def words(canvas: Canvas) -> str:
    """What it says, as one line."""
    return " ".join(" ".join(canvas.rows()).split())


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_a_small_pane_says_what_was_published_and_what_comes_out(
    preset: Preset, look: Look
) -> None:
    canvas = drawn(preset.experiment(), *SMALLEST, look)
    text = words(canvas)
    for where, said in (("published", preset.published), ("here", preset.measured)):
        if said:
            first = look.glyphs(f"{where}: {said}").split()[:6]
            assert " ".join(first) in text
    for key in ("space train", "s one step", "i about this"):
        assert text.count(key) == 1
    alarms = "".join(chr(letter) for letter in canvas.characters[canvas.ink == PALETTE.error])
    assert ("does not learn" in alarms) == (not preset.works)
    assert all(row[:1] == " " for row in canvas.rows())


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_a_large_pane_says_all_of_it(preset: Preset) -> None:
    text = words(drawn(preset.experiment(), 90, 20))
    assert preset.title[1:] in text
    assert preset.published in text
    assert f"here: {preset.measured}" in text
    assert "…" not in text.removeprefix(preset.title)


@pytest.mark.parametrize("changes", [{"problem": "xor"}, {"hidden": (3,)}, {"bias": False}])
def test_figures_of_something_else_are_left_out(changes: dict[str, Any]) -> None:
    preset = PRESETS["symmetry"]
    experiment = preset.experiment(**changes)
    for size in (SMALLEST, (90, 20)):
        text = words(drawn(experiment, *size))
        assert "published:" not in text and "here:" not in text
        assert "What is known of the preset symmetry is known of another" in text
        assert "i about this" in text


def test_without_a_preset_it_says_what_is_to_be_learnt_and_what_to_press() -> None:
    canvas = drawn(Experiment(), *SMALLEST)
    assert words(canvas) == (
        "no steps yet to learn: 1 if the two inputs differ; needs a hidden layer "
        "space train s one step i about this"
    )
    assert PALETTE.forward in inks_of(canvas, "p")


@pytest.mark.parametrize(
    "silent",
    [
        Problem("t", "", [0, 1], [0, 1]),
        Problem("t", "read from t.csv", [0, 1], [0, 1], path="t.csv"),
    ],
    ids=["silent", "file"],
)
def test_of_a_problem_that_says_nothing_it_says_what_to_press(silent: Problem) -> None:
    assert words(drawn(Experiment(silent), *SMALLEST)) == "no steps yet space train s one step"


@pytest.mark.parametrize("height", range(1, 14))
@pytest.mark.parametrize("width", [1, LEAST - 1, LEAST, 29, 60])
def test_it_fits_whatever_room_there_is(width: int, height: int) -> None:
    for preset in PRESETS.values():
        canvas = drawn(preset.experiment(), width, height)
        text = words(canvas)
        assert ("published" in text or "here" in text) <= (width >= LEAST and height >= 5)
        if width >= LEAST and height >= 5:
            assert text.count("space train") == text.count("s one step") == 1
