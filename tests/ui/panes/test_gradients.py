"""Every number in the pane is that of the engine, as far as its digits go; what is cut is said, and
what is compared has one scale.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backprop_tui.engine import Trainer, find_problem, layer_gradients
from backprop_tui.engine.presets import find_preset
from backprop_tui.report.names import subscript
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.drawing.curves import BLOCKS
from backprop_tui.ui.drawing.frames import plain
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.order import by_error
from backprop_tui.ui.view import View
from tests.ui.drawn import ASCII, PALETTE, UNICODE, after, gradients, inks_of, painted, view
from tests.ui.reading import true_to
from tests.ui.strategies import views

LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
BESIDE, BELOW, ALONE = (46, 11), (29, 12), (196, 52)
"""The room that it has at 200x60, at 80x24 beside the network, and on a large screen alone."""

DEEP: Any = {"hidden": (8, 8, 8, 8), "seed": 1}
NUMBER = r"[-+]?(?:\d*\.?\d+(?:e-?\d+)?|nan|inf|-inf)"


def drawn(seen: View, size: tuple[int, int] = BESIDE, look: Look = UNICODE) -> Canvas:
    return painted(gradients().paint, seen, *size, look)


def said(seen: View, size: tuple[int, int] = BESIDE) -> str:
    """What the lower border says."""
    captions = map(plain, gradients().subtitles(seen, *size))
    return next(caption for caption in captions if len(caption) <= size[0])


def rows_of(canvas: Canvas) -> dict[int, str]:
    """The row of every case in the list of bars."""
    text = canvas.rows()
    return {spot.target: text[spot.y] for spot in canvas.spots if type(spot.target) is int}


@LOOKS
@settings(max_examples=60)
@given(seen=views(units=6), size=st.sampled_from([BESIDE, BELOW, (60, 30)]))
def test_every_layer_that_is_shown_has_its_numbers(
    look: Look, seen: View, size: tuple[int, int]
) -> None:
    canvas = drawn(seen, size, look)
    text = "\n".join(canvas.rows())
    for layer in layer_gradients(seen.snapshot):
        name = look.glyphs(subscript("W", layer.layer))
        line = next(row for row in canvas.rows() if row.startswith(f"{name} "))
        size_text, *_ = line.removeprefix(name).split()
        assert true_to(size_text, layer.gradient)
        if not seen.snapshot.diverged:
            assert true_to(line.split()[-1], layer.share)
            assert ("frozen" in line) is (layer.learns == 0)
    assert ("⋮" in text) is False


@LOOKS
@settings(max_examples=60)
@given(seen=views(units=6), size=st.sampled_from([BESIDE, BELOW, (60, 30)]))
def test_every_case_that_is_shown_has_its_delta(
    look: Look, seen: View, size: tuple[int, int]
) -> None:
    inspected = seen.gaze.inspected
    layer, unit = len(seen.sizes) - 1, 0
    if inspected is not None and inspected.layer:
        layer, unit = inspected
    delta = layer_gradients(seen.snapshot)[layer - 1].delta[:, unit]
    rows = rows_of(drawn(seen, size, look))
    assert seen.gaze.selected in rows
    for case, row in rows.items():
        value = row.replace("~", "…").split()[-1].rpartition("│" if look is UNICODE else "|")[-1]
        assert true_to(value, float(delta[case]))


@LOOKS
def test_the_pattern_and_the_side_of_a_bar_say_the_sign(look: Look) -> None:
    seen = view(2400)
    rows = rows_of(drawn(seen, look=look))
    delta = layer_gradients(seen.snapshot)[-1].delta[:, 0]
    solid, broken, middle = "━╸│" if look is UNICODE else "#-|"
    for case, row in rows.items():
        left, right = row.rsplit(middle, 1)
        assert (solid in right) is bool(delta[case] > 0)
        assert (broken in left) is bool(delta[case] < 0)
    assert len({row.index(middle) for row in rows.values()}) == 1, "zero is at one place"


def test_shown_numbers_are_those_of_the_tutorial() -> None:
    seen = view(2400)
    rows = drawn(seen).rows()
    assert re.match(r"W₁ 2\.92e-3 .* 10\.84 .* 1\.3e-4$", rows[1])
    assert re.match(r"W₂ 4\.84e-3 .* 13\.45 .* 1\.8e-4$", rows[3])
    assert said(seen) == "|∂E/∂W| first/last 0.60 · ΔW: the next step"
    assert rows[5].split() == ["δ", "at", "the", "output", "±0.01"]


def test_at_the_start_there_are_sizes_and_no_past() -> None:
    canvas = drawn(view(0), BESIDE)
    assert "8.14e-3" in canvas.rows()[1]
    assert said(view(0)).startswith("|∂E/∂W| first/last 0.10")


def test_a_layer_whose_gradient_vanishes_lies_lower_on_the_common_scale() -> None:
    rows = drawn(view(2, **DEEP)).rows()
    heights = [BLOCKS.index(rows[1 + k][11]) for k in range(5)]
    assert heights == sorted(heights)
    assert heights[-1] > heights[0] + 1
    assert said(view(2, **DEEP)).startswith("|∂E/∂W| first/last 3.3e-3")


def test_layers_without_room_are_counted_and_the_last_one_stays() -> None:
    seen = view(5, hidden=(2,) * 11)
    rows = drawn(seen, (46, 10)).rows()
    names = [row.split()[0] for row in rows[1:8]]
    assert names == ["W₁", "W₂", "W₃", "W₄", "W₅", "⋮", "W₁₂"]
    assert rows[6].strip() == "⋮ 6 more"
    assert rows[8].startswith("δ at the output")
    assert "⋮" not in "".join(drawn(seen, ALONE).rows())


def test_many_cases_are_shown_round_the_selected_one_in_the_order_of_the_tables() -> None:
    settings: Any = {"problem": find_problem("spiral"), "hidden": (8, 8)}
    seen = view(30, **settings, selected=150)
    canvas = drawn(seen)
    cases = list(rows_of(canvas))
    assert 150 in cases
    assert cases == list(range(cases[0], cases[0] + len(cases)))
    assert canvas.beside.any(), "the frame shows which part it is"
    by = replace(seen, by_error=by_error(seen.snapshot))
    assert list(rows_of(drawn(by))) == list(by.window(len(cases)).cases)
    assert "by error" in plain(gradients().title(by))


def test_a_click_on_a_row_means_its_case() -> None:
    canvas = drawn(view(3))
    assert canvas.at(20, canvas.rows().index(rows_of(canvas)[2])) == 2


def test_of_several_outputs_it_says_which_one_and_follows_the_inspected_unit() -> None:
    outputs = View(after(3, problem=find_problem("encoder-4-2-4"), hidden=(2,)))
    delta = layer_gradients(outputs.snapshot)[-1].delta
    assert "1 of 4" in "\n".join(drawn(outputs).rows())
    third = outputs.looking(inspected=Unit(2, 2))
    assert "3 of 4" in "\n".join(drawn(third).rows())
    (row, *_), value = rows_of(drawn(third)).values(), float(delta[0, 2])
    assert true_to(row.split()[-1], value)
    hidden = outputs.looking(inspected=Unit(1, 1))
    assert "δ of the hidden unit h2" in "\n".join(drawn(hidden).rows())
    entered = view(5, inspected=Unit(0, 1))
    assert "δ at the output" in "\n".join(drawn(entered).rows()), "an input has none"


def test_a_long_name_of_an_output_has_the_room_that_there_is() -> None:
    seen = View(Trainer(find_preset("family-trees").experiment()).snapshot())
    assert "δ of Christop, 1 of 24 (u)" in "\n".join(drawn(seen).rows())
    assert "δ of output Christopher, 1 of 24 (u: others)" in "\n".join(drawn(seen, ALONE).rows())
    assert "δ of Christop " in "\n".join(drawn(seen, BELOW).rows())


def test_frozen_layers_are_named_and_when_all_are_it_says_so() -> None:
    one = view(5, freeze=("W1",))
    rows = drawn(one).rows()
    assert re.search(r"frozen +0$", rows[1])
    assert "frozen" not in "".join(rows[2:])
    every = view(5, freeze=("weights",))
    assert said(every, ALONE).endswith("all weights are frozen: none moves")
    assert said(every).endswith("all frozen")
    partly = drawn(view(5, freeze=("W1[x1,h1]",)), ALONE).rows()
    assert "7 of 8 weights learn" in partly[1]


def test_a_diverged_run_says_that_no_step_follows() -> None:
    seen = view(500, activation="linear", output_activation="linear", learning_rate=3.0)
    assert seen.snapshot.diverged
    assert said(seen) == "diverged: no step follows"
    assert said(seen, BELOW) == "diverged: no step follows"
    rows = drawn(seen).rows()
    assert "━" not in rows[1], "and so none moves anything"


def test_it_says_by_which_cases_and_by_which_rule() -> None:
    batch = view(3, problem=find_problem("parity-3"), batch_size=3)
    assert (
        said(batch, ALONE) == "|∂E/∂W| first/last 0.22 · ∂E/∂W of all 8 cases, ΔW by the next batch"
    )
    assert said(batch).endswith("ΔW by the next batch")
    assert said(view(3, bug="no-slope"), ALONE).endswith("as the wrong rule (no-slope) has it")
    assert said(view(3, hidden=())).startswith("all 4 cases"), "one layer is first and last"


def test_a_large_room_has_more_digits_axes_and_the_hidden_units() -> None:
    seen = view(2400)
    text = drawn(seen, ALONE).rows()
    found = layer_gradients(seen.snapshot)[0]
    facts = re.findall(rf"\|(?:∂E/∂W|W|ΔW)\| +({NUMBER})", text[1])
    for shown, value in zip(facts, (found.gradient, found.weights, found.moved), strict=True):
        assert true_to(shown, value)
        assert len(shown) >= 7
    whole = "\n".join(text)
    assert "1e-1┤" in whole
    assert re.search(r"0 +step +2,400", whole)
    assert "δ of hidden units" in whole
    delta = layer_gradients(seen.snapshot)[0].delta
    start = next(k for k, row in enumerate(text) if "δ of hidden units" in row)
    for case in range(4):
        numbers = re.findall(r"[-+]\d\.\d+e-\d+", text[start + 2 + case])
        assert all(map(true_to, numbers, delta[case].tolist()))
        assert len(numbers) == 4


def test_hidden_units_that_have_no_room_are_left_out() -> None:
    wide = view(1, hidden=(40,))
    assert "δ of hidden units" not in "\n".join(drawn(wide, ALONE).rows())
    assert "δ of hidden units" not in "\n".join(drawn(view(1), (120, 16)).rows())


def test_gradients_wear_the_colour_of_the_way_back_and_what_is_no_number_that_of_a_fault() -> None:
    seen = view(40, **DEEP)
    assert inks_of(drawn(seen), BLOCKS) == {PALETTE.backward}
    snapshot = seen.snapshot
    broken = replace(
        snapshot, weights=(np.full_like(snapshot.weights[0], np.nan), *snapshot.weights[1:])
    )
    canvas = drawn(replace(seen, snapshot=broken))
    assert canvas.rows()[1].split()[1] == "nan"
    x = canvas.rows()[1].index("nan")
    assert canvas.ink[1, x] == PALETTE.error


def test_it_is_drawn_again_for_what_it_shows_and_for_nothing_else() -> None:
    pane, seen = gradients(), view(3)
    assert pane.depends(seen) != pane.depends(seen.looking(selected=2))
    assert pane.depends(seen) != pane.depends(seen.looking(inspected=Unit(1, 0)))
    assert pane.depends(seen) == pane.depends(seen.looking(rendering="matrix", numbers=True))
    assert pane.depends(seen) == pane.depends(seen.running(training=True))


def test_of_what_first_and_last_are_is_said_where_there_is_room() -> None:
    found = list(map(plain, gradients().subtitles(view(2400), *BESIDE)))
    assert found[0].startswith("|∂E/∂W| first/last 0.60 · ")
    assert found[-1] == "first/last 0.60"
    meaning = dict(gradients().MARKS)["first/last"]
    assert "|∂E/∂W|" in meaning and "vanish" in meaning


def test_it_is_drawn_anew_when_cases_are_sorted() -> None:
    seen = view(3)
    sorted_cases = replace(seen, by_error=by_error(seen.snapshot))
    assert gradients().depends(seen) == gradients().depends(seen.running(training=True))
    assert gradients().depends(seen) != gradients().depends(sorted_cases)
