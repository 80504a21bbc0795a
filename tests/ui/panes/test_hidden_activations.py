"""The matrix of the hidden layer is what the network invented, so every cell is compared with the
snapshot: the number, and the heat below it.
"""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from backprop_tui.engine import PROBLEMS
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.drawing.frames import plain
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View
from tests.ui.drawn import ASCII, PALETTE, UNICODE, hidden_activations, painted, view
from tests.ui.reading import read_large, true_to
from tests.ui.strategies import views

NUMBER = re.compile(r"-?[0-9a-z.…~]+")
LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])


def drawn(seen: View, width: int = 58, height: int = 8, look: Look = UNICODE) -> Canvas:
    return painted(hidden_activations().paint, seen, width, height, look)


def columns(canvas: Canvas) -> dict[Unit, tuple[int, int]]:
    """First column and width of every unit that has a column of its own."""
    return {s.target: (s.x, s.width) for s in canvas.spots if isinstance(s.target, Unit)}


def rows(canvas: Canvas) -> dict[int, int]:
    """The row in the middle of every case that is shown, where its text is."""
    return {s.target: s.y + (s.height - 1) // 2 for s in canvas.spots if type(s.target) is int}


def said(canvas: Canvas, x: int, width: int, y: int) -> str:
    """The number in a cell, be it in large digits."""
    text = canvas.rows()
    as_large = read_large([row[x : x + width] for row in text[y - 1 : y + 2]]) if y else ""
    return as_large or text[y][x : x + width]


@LOOKS
@settings(max_examples=150)
@given(seen=views(units=8), size=st.sampled_from([(38, 6), (58, 8), (98, 12)]))
def test_every_cell_says_what_its_unit_makes_of_its_case(
    look: Look, seen: View, size: tuple[int, int]
) -> None:
    canvas = drawn(seen.looking(numbers=True), *size, look)
    assume(columns(canvas))
    layer = 1 + (seen.gaze.hidden_layer - 1) % (len(seen.sizes) - 2)
    values = seen.snapshot.activations[layer]
    heat = seen.heat(layer, values)
    text = canvas.rows()
    assert [unit.layer for unit in columns(canvas)] == [layer] * seen.sizes[layer]
    for case, y in rows(canvas).items():
        for unit, (x, width) in columns(canvas).items():
            value = float(values[case, unit.position])
            assert true_to(said(canvas, x, width, y).replace("~", "…"), value)
            if look is UNICODE:
                shade = PALETTE.heat(float(heat[case, unit.position]))
                assert (canvas.paper[y, x : x + width] == shade).all()
        line = text[y][min(x for x, _ in columns(canvas).values()) :]
        read = [number.replace("~", "…") for number in NUMBER.findall(line)]
        if not re.search("[╭╰╶│╵]", line):
            assert all(map(true_to, read, values[case].tolist())), "told apart from neighbours"
            assert len(read) == values.shape[1]
    assert seen.gaze.selected in rows(canvas)
    assert set(rows(canvas)) <= set(range(len(seen.snapshot.right)))


@LOOKS
def test_units_are_named_above_and_the_inspected_one_is_marked(look: Look) -> None:
    seen = view(2400, inspected=Unit(1, 2))
    canvas = drawn(seen, look=look)
    heading = canvas.rows()[0]
    for unit, (x, width) in columns(canvas).items():
        mark = look.glyphs("▸") if unit.position == 2 else ""
        assert heading[x : x + width].strip() == f"{mark}h{unit.position + 1}"


@LOOKS
def test_the_selected_case_is_marked(look: Look) -> None:
    for selected in range(4):
        canvas = drawn(view(selected=selected), look=look)
        for case, y in rows(canvas).items():
            assert canvas.rows()[y].startswith(look.glyphs("▸")) == (case == selected)
            assert canvas.bold[y, 3] == (case == selected)
            inputs = [f"{x:.0f}" for x in PROBLEMS["xor"].inputs[case]]
            assert canvas.rows()[y].split()[(case == selected) :][:2] == inputs


@LOOKS
def test_below_the_matrix_stands_how_the_output_weighs_each_unit(look: Look) -> None:
    seen = view(2400)
    canvas = drawn(seen, 44, look=look)
    weights = seen.snapshot.weights[1][:, 0]
    last = max(y for y, row in enumerate(canvas.rows()) if row.strip())
    assert canvas.rows()[last].split() == [
        look.glyphs("W₂→ŷ"), *(formats.weight(float(value)).strip() for value in weights),
    ]  # fmt: skip
    for unit, (x, _) in columns(canvas).items():
        share = float(weights[unit.position] / np.abs(weights).max())
        expected = PALETTE.heat(share) if look is UNICODE else PALETTE.background
        assert canvas.paper[last, x] == expected


@LOOKS
@pytest.mark.parametrize(
    ("settings", "label", "cell"),
    [
        ({"hidden": (6,)}, " 0  1", 5),
        ({"hidden": (8,)}, "01", 4),
        ({"hidden": (11,)}, "01", 3),
        ({"hidden": (8,), "problem": PROBLEMS["parity-8"]}, "00000001", 3),
    ],
)
def test_with_many_units_labels_and_numbers_get_shorter_before_there_are_pixels(
    look: Look, settings: dict[str, object], label: str, cell: int
) -> None:
    """At 80x24 the pane has 38 columns."""
    seen = view(200, selected=1, numbers=True, **settings)
    canvas = drawn(seen, 38, 6, look)
    assert {width for _, width in columns(canvas).values()} == {cell}
    values = seen.snapshot.activations[1][1].tolist()
    numbers = [{3: f"{v:.1f}"[1:], 4: f"{v:.2f}"[1:], 5: f"{v:.2f}"}[cell] for v in values]
    assert canvas.rows()[2].split() == [look.glyphs("▸"), *label.split(), *numbers]


def test_weights_that_have_no_room_are_rounded_and_not_cut() -> None:
    seen = view(2400, hidden=(8,))
    canvas = drawn(seen, 38, 6)
    last = canvas.rows()[5]
    for unit, value in enumerate(seen.snapshot.weights[1][:, 0].tolist()):
        x = 5 + 4 * unit
        assert true_to(last[x : x + 4], value)


@pytest.mark.parametrize("settings", [{"hidden": (3, 3)}, {"problem": PROBLEMS["parity-5"]}])
def test_weights_that_are_not_one_row_or_have_no_room_are_left_out(
    settings: dict[str, object],
) -> None:
    assert "W₂" not in "".join(drawn(view(numbers=True, **settings)).rows())


def test_without_a_hidden_layer_it_says_so() -> None:
    seen = view(hidden=())
    said = " ".join(" ".join(drawn(seen).rows()).split())
    straight = "no hidden layer: inputs go straight to the output"
    assert said == f"{straight}, so it can only draw one straight line"
    assert hidden_activations().subtitles(seen, 40, 7) == ()
    assert plain(hidden_activations().title(seen)) == "Hidden activations"


@pytest.mark.parametrize(
    ("settings", "meant"),
    [
        ({"problem": PROBLEMS["parity-3"]}, "the output, so it can only draw one flat cut"),
        ({"problem": PROBLEMS["plane"]}, "the output, so it can only draw one slope"),
        ({"problem": PROBLEMS["encoder-8-3-8"]}, "the outputs, so each can only draw one flat cut"),
    ],
)
def test_what_it_means_that_there_is_none_hangs_on_inputs_and_outputs(
    settings: dict[str, object], meant: str
) -> None:
    said = " ".join(" ".join(drawn(view(0, hidden=(), **settings)).rows()).split())
    assert said == f"no hidden layer: inputs go straight to {meant}"


def test_of_several_hidden_layers_the_title_names_the_one_that_is_shown() -> None:
    for layer, name in ((1, "h"), (2, "g"), (3, "k"), (4, "h")):
        seen = view(hidden=(2, 3, 4), hidden_layer=layer)
        title = plain(hidden_activations().title(seen))
        assert title == f"Hidden {(layer - 1) % 3 + 1} of 3 (h)"
        assert len(columns(drawn(seen))) == (2, 3, 4)[(layer - 1) % 3]
        assert f"{name}1" in drawn(seen).rows()[0]


def test_many_units_become_pixels_with_the_strongest_of_each_column() -> None:
    seen = view(hidden=(100,), bias=True)
    canvas = drawn(seen, 40, 8)
    assert "100 units, 3 a column" in canvas.rows()[0]
    values = seen.snapshot.activations[1]
    across = [k * 100 // 35 for k in range(35)]
    for case, y in rows(canvas).items():
        shades = [PALETTE.heat(float(block.max())) for block in np.split(values[case], across[1:])]
        assert canvas.paper[y, 5:40].tolist() == shades
    assert "30 units" in drawn(view(hidden=(30,)), 58).rows()[0]


@pytest.mark.parametrize(
    ("units", "zoomed", "said"),
    [(8, 78, ()), (12, 78, ("no room for numbers: zoom (z)",)), (60, 78, ()), (60, 198, ("z",))],
)
def test_where_there_are_only_pixels_the_border_says_how_to_see_numbers_if_zoom_shows_them(
    monkeypatch: pytest.MonkeyPatch, units: int, zoomed: int, said: tuple[str, ...]
) -> None:
    pane = hidden_activations()
    monkeypatch.setattr(type(pane), "zoomed_width", property(lambda pane: zoomed))
    found = pane.subtitles(view(hidden=(units,)), 38, 6)
    assert bool(said) == ("zoom (z)" in found[0])
    assert all(words in found[0] for words in said)


@pytest.mark.parametrize(
    ("settings", "formula"),
    [
        ({}, "σ(x·W₁)"),
        ({"bias": True, "activation": "tanh"}, "tanh(x·W₁+b₁)"),
        ({"bias": "shared"}, "σ(x·W₁+b₁)"),
        ({"bias": "threshold"}, "σ(x·W₁-θ₁)"),
        ({"hidden": (2, 2), "hidden_layer": 2}, "σ(h·W₂)"),
    ],
)
def test_the_border_says_how_the_numbers_come_about(
    settings: dict[str, object], formula: str
) -> None:
    best, short = hidden_activations().subtitles(view(**settings), 40, 7)
    assert (best, short) == (f"{formula} · row = input", formula)


SIZES = ((38, 6), (38, 20), (58, 20), (78, 20), (116, 34), (196, 53), (246, 66))
"""Ever more columns and rows."""


@LOOKS
@pytest.mark.parametrize(
    "settings",
    [{}, {"hidden": (2,)}, {"hidden": (8, 3), "activation": "tanh"}, {"hidden": (30,)}],
)
def test_with_more_room_cells_are_larger_and_numbers_no_shorter(
    look: Look, settings: dict[str, object]
) -> None:
    seen = view(300, **settings)
    before = (0, 0, 0)
    for size in SIZES:
        canvas = drawn(seen, *size, look)
        cells = columns(canvas)
        if not cells:
            continue
        x, width = cells[Unit(1, 0)]
        spot = next(s for s in canvas.spots if s.target == 0)
        digits = len(said(canvas, x, width, rows(canvas)[0]).strip())
        now = width, spot.height, digits
        assert all(a <= b for a, b in zip(before, now, strict=True)), (size, before, now)
        before = now
    assert before[1] >= 9
    assert before[2] >= (2 if settings.get("hidden") == (30,) else 6)


@LOOKS
@pytest.mark.parametrize("size", [(58, 20), (116, 34), (196, 53)])
def test_the_number_of_a_cell_is_in_its_middle_and_its_heat_all_over_it(
    look: Look, size: tuple[int, int]
) -> None:
    seen = view(2400)
    canvas = drawn(seen, *size, look)
    text, heat = canvas.rows(), seen.heat(1, seen.snapshot.activations[1])
    for spot in [s for s in canvas.spots if isinstance(s.target, int)]:
        for unit, (x, width) in columns(canvas).items():
            assert isinstance(spot.target, int)
            inside = slice(spot.y, spot.y + spot.height), slice(x, x + width)
            lines = [row[inside[1]] for row in text[inside[0]]]
            written = [k for k, line in enumerate(lines) if line.strip()]
            above, below = written[0], spot.height - 1 - written[-1]
            assert 0 <= below - above <= 1
            left = min(len(line) - len(line.lstrip()) for line in lines if line.strip())
            right = min(len(line) - len(line.rstrip()) for line in lines if line.strip())
            assert abs(left - right) <= 2
            shade = PALETTE.heat(float(heat[spot.target, unit.position]))
            if look is UNICODE:
                assert (canvas.paper[inside] == shade).all()


@pytest.mark.parametrize("units", [4, 8])
def test_two_hundred_cases_are_all_shown_before_anything_is_large(units: int) -> None:
    seen = view(problem=PROBLEMS["spiral"], hidden=(units,))
    assert len(rows(drawn(seen, 196, 53))) == 200
    seen_alone = {s.target for s in drawn(seen, 196, 53).spots if isinstance(s.target, int)}
    assert seen_alone == set(range(200))
    assert len(rows(drawn(seen, 58, 10))) == 9, "a small pane scrolls"
