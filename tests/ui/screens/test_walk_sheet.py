"""What of a step stands on the sheet in how much room: never fewer digits in more, always the phase
that is looked at, and a line of arithmetic whose numbers are those of the matrices.
"""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Any

import pytest

from backprop_tui.engine import PROBLEMS, Trainer
from backprop_tui.engine.presets import find_preset
from backprop_tui.report.walk import Part, Quantity, walk
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.screens.walkthrough import WalkThrough, worksheet
from backprop_tui.ui.screens.walkthrough.numbers import is_cut
from backprop_tui.ui.screens.walkthrough.place import Cell, Place
from tests.report.walk.test_walk import agrees
from tests.ui.drawn import ASCII, UNICODE, experiment, text_at
from tests.ui.driving import Desk, dashboard
from tests.ui.reading import true_to

SETTINGS: dict[str, dict[str, Any]] = {
    "tutorial": {},
    "perceptron": {"hidden": (), "bias": True},
    "deep": {"hidden": (3, 3, 3), "bias": True, "loss": "bce", "activation": "tanh"},
    "momentum": {"momentum": 0.9, "decay": 0.01, "bias": True},
    "frozen": {"hidden": (3, 3), "momentum": 0.9, "bias": True, "freeze": ("weights", "biases")},
    "one case": {"batch_size": 1, "bias": True},
    "wild": {"activation": "relu", "output_activation": "linear", "momentum": 0.9},
    "large": {"scale": 200.0},
    "wrong": {"bug": "updated-weights"},
    "direct": {"hidden": (2, 1), "bias": True, "direct": True},
    "many": {"hidden": (64,), "problem": PROBLEMS["parity-6"], "batch_size": 9},
}
PRESETS = ("mazur", "encoder-4-2-4", "negation")
WIDTHS, HEIGHTS = (68, 92, 116, 160), (9, 12, 26, 61)


@lru_cache
def walked(name: str, steps: int = 100) -> Place:
    """The step after some steps."""
    chosen = find_preset(name).experiment() if name in PRESETS else experiment(**SETTINGS[name])
    trainer = Trainer(chosen)
    trainer.step(steps)
    record = trainer.record()
    return Place(record, walk(record))


def drawn(place: Place, size: tuple[int, int], look: Look = UNICODE) -> Canvas:
    canvas = Canvas(*size, look)
    worksheet.paint(canvas, place)
    return canvas


def numbers(place: Place, canvas: Canvas) -> dict[Cell, str]:
    """What stands in every cell of the present phase."""
    bottom = worksheet.block(canvas, place, canvas.height).height
    return {
        spot.target: text_at(canvas, spot.x, spot.y + spot.height // 2, spot.width)
        for spot in canvas.spots
        if isinstance(spot.target, Cell) and spot.y < bottom
    }


def fineness(place: Place, cell: Cell, text: str) -> int:
    """How many decimals a number has; one that is exact has them all."""
    value = float(place.terms[cell.term][1].values[cell.row, cell.column])
    if not any(map(str.isdigit, text)) or Decimal(text.strip()) == Decimal(repr(value)):
        return 99
    return -int(Decimal(text.strip()).as_tuple().exponent)


@pytest.mark.parametrize("name", [*SETTINGS, *PRESETS])
def test_more_room_never_shows_fewer_numbers_nor_fewer_digits_of_all(name: str) -> None:
    start = walked(name)
    for number in range(len(start.phases)):
        place = start.at_phase(number)
        whole = sum(matrix.values.size for _, matrix in place.terms)
        seen = {
            (width, height): numbers(place, drawn(place, (width, height)))
            for width in WIDTHS
            for height in HEIGHTS
        }
        steps = [((less, h), (more, h)) for less, more in pairwise(WIDTHS) for h in HEIGHTS]
        steps += [((w, less), (w, more)) for less, more in pairwise(HEIGHTS) for w in WIDTHS]
        for less, more in steps:
            if len(seen[less]) < whole:
                continue
            assert len(seen[more]) == whole, (place.phase.key, less, more)
            for cell, text in seen[less].items():
                before = fineness(place, cell, text)
                assert fineness(place, cell, seen[more][cell]) >= before, (less, more, cell)


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("name", [*SETTINGS, *PRESETS])
def test_the_numbers_of_all_matrices_are_those_of_the_record(name: str, look: Look) -> None:
    start = walked(name)
    for number in range(len(start.phases)):
        place = start.at_phase(number)
        for size in ((76, 9), (116, 12), (74, 41), (200, 61)):
            canvas = drawn(place, size, look)
            shown = numbers(place, canvas)
            assert place.cell in shown
            for spot in canvas.spots:
                assert spot.x + spot.width <= canvas.width
                assert spot.y + spot.height <= canvas.height
            for cell, text in shown.items():
                matrix = place.terms[cell.term][1]
                value = float(matrix.values[cell.row, cell.column])
                assert not matrix.has(cell.row, cell.column) or true_to(text, value), (size, cell)
                assert text[0] == " ", "apart from its neighbour"


@pytest.mark.parametrize("name", [*SETTINGS, *PRESETS])
def test_all_numbers_of_a_matrix_have_the_same_decimals_where_there_is_room(name: str) -> None:
    start = walked(name)
    for number in range(len(start.phases)):
        place = start.at_phase(number)
        canvas = drawn(place, (400, 90))
        block = worksheet.block(canvas, place, canvas.height)
        if not block.tables.is_whole(place.terms) or is_cut(block.tables.level):
            continue
        decimals: dict[int, set[int]] = {}
        for cell, text in numbers(place, canvas).items():
            if "." in text and "e" not in text:
                decimals.setdefault(cell.term, set()).add(len(text.strip().partition(".")[2]))
        assert all(len(counts) == 1 for counts in decimals.values()), place.phase.key


@pytest.mark.parametrize("size", [(76, 9), (92, 12), (116, 12), (74, 41), (200, 61)])
@pytest.mark.parametrize("name", [*SETTINGS, *PRESETS])
def test_what_is_worked_out_is_what_stands_in_the_matrices(
    name: str, size: tuple[int, int]
) -> None:
    """Its result is the number of its cell, to as many digits as both have, and its lines close."""
    start = walked(name)
    for number in range(len(start.phases)):
        place = start.at_phase(number)
        canvas = drawn(place, size)
        work = worksheet.block(canvas, place, canvas.height).worked
        for line in work.lines:
            assert agrees(line, work.result), line
        text = numbers(place, canvas)[place.cell].strip()
        if not any(map(str.isdigit, text)):
            continue
        shown, result = Decimal(text), Decimal(work.result)
        coarser = max(int(each.as_tuple().exponent) for each in (shown, result))
        # A half may go either way, and what is rounded twice as well.
        assert abs(shown - result) <= Decimal((0, (1,), coarser)), place.phase.key


@pytest.mark.parametrize("name", ["tutorial", "momentum", "mazur"])
def test_a_factor_is_a_number_of_the_matrices_or_has_more_digits_of_it(name: str) -> None:
    start = walked(name, 300)
    for number in range(len(start.phases)):
        place = start.at_phase(number)
        if place.phase.part is not Part.BACKWARD or place.phase.quantity is Quantity.BIAS_GRADIENT:
            continue
        canvas = drawn(place, (200, 61))
        work = worksheet.block(canvas, place, canvas.height).worked
        shown = {Decimal(text.strip()) for text in numbers(place, canvas).values()}
        assert work.lines
        for term in work.lines[0].split(" + "):
            for factor in term.replace("·(", "·").replace("(", "").replace(")", "").split("·"):
                assert any(
                    abs(Decimal(factor) - each) <= Decimal((0, (1,), int(each.as_tuple().exponent)))
                    for each in shown
                ), (place.phase.key, factor)


def test_a_sum_is_written_with_the_very_digits_of_its_matrices() -> None:
    """0·W₁[x1,h1] + 1·W₁[x2,h1], with the six decimals that a wide sheet has."""
    place = walked("tutorial", 300).at_case(1).at_phase(0)
    canvas = drawn(place, (116, 12))
    shown = [text.strip() for text in numbers(place, canvas).values()]
    work = worksheet.block(canvas, place, canvas.height).worked
    above, below = place.record.layers[0].weights.before[:, 0]
    assert above > 0 > below
    assert work.lines == (f"0·{above:.6f} + 1·({below:.6f})",)
    assert work.result == f"{below:.6f}"
    assert f"{above:+.6f}" in shown
    assert work.result in shown
    narrow = drawn(place, (76, 9))
    work = worksheet.block(narrow, place, narrow.height).worked
    assert work.lines == (f"0·{above:.4f} + 1·({below:.4f})",)
    assert work.result == f"{below:.4f}"


@pytest.mark.parametrize("height", [41, 51, 61])
def test_what_is_finished_recedes_below_the_latest_first(height: int) -> None:
    place = walked("tutorial").at_phase(9)
    canvas = drawn(place, (96, height))
    rows = canvas.rows()
    assert rows[0].startswith(place.phase.equation)
    numbers_below = [spot.target for spot in canvas.spots if isinstance(spot.target, int)]
    assert numbers_below == list(range(8, 8 - len(numbers_below), -1))
    tops = [spot.y for spot in canvas.spots if isinstance(spot.target, int)]
    assert tops == sorted(tops)
    present = worksheet.block(canvas, place, height)
    assert min(tops) > present.height
    assert present.tables.tall == (3 if height > 50 else 1), "the present one is large"
    left_out = 9 - len(numbers_below)
    assert (f"({left_out} earlier" in canvas.rows()[present.height + 1]) is (left_out > 0)
    for y, number in zip(tops, numbers_below, strict=True):
        assert rows[y].startswith(place.phases[number].equation)
        assert canvas.ink[y, 0] != canvas.ink[0, 0]


def test_no_matrix_of_a_finished_phase_is_cut() -> None:
    for number in range(12):
        for height in range(24, 61):
            canvas = drawn(walked("tutorial").at_phase(number), (96, height))
            top = worksheet.block(canvas, walked("tutorial").at_phase(number), height).height
            below = "\n".join(canvas.rows()[top + 1 :])
            assert "⋮" not in below
            assert "…" not in below


def walking(desk: Desk) -> WalkThrough:
    screen = desk.app.screen
    assert isinstance(screen, WalkThrough)
    return screen


@pytest.mark.parametrize("settings", [{}, {"hidden": (3, 3, 3), "bias": True, "momentum": 0.9}])
async def test_the_present_phase_is_on_the_screen_at_every_size(settings: dict[str, Any]) -> None:
    async with dashboard((72, 23), **settings) as desk:
        await desk.press("w")
        for width, height in ((72, 23), (97, 29), (149, 70), (150, 23), (179, 38), (250, 70)):
            await desk.resize((width, height))
            count = len(walking(desk).place.phases)
            for number in (count // 2, count - 1):
                screen = walking(desk)
                screen.show_place(screen.place.at_phase(number))
                await desk.pilot.pause()
                assert screen.place.phase.equation[: width // 2 - 6] in desk.text
                assert f"{screen.place.work.name} = " in desk.text, (width, height)
                assert screen.query_one(NetworkDiagram).size.height >= 7


async def test_the_diagram_has_what_the_sheet_does_not_take() -> None:
    """Of 36 rows it had 18, whatever the step."""
    async with dashboard((120, 40)) as desk:
        await desk.press("w")
        seen = set()
        for _ in walking(desk).place.phases:
            diagram = walking(desk).query_one(NetworkDiagram)
            assert diagram.size.height >= 22
            seen.add(diagram.size.height)
            await desk.press("right")
        assert len(seen) == 1, "nothing moves from phase to phase"
    async with dashboard((120, 40), hidden=(9,), problem=PROBLEMS["parity-4"]) as desk:
        await desk.press("w")
        assert walking(desk).query_one(NetworkDiagram).size.height == 18
