"""The walk-through as a learner uses it: through all phases, to any number, on to the next step.
What it shows is compared with the record that training itself would make.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from textual.app import ComposeResult

from backprop_tui.engine import PROBLEMS, Answer, Problem, Trainer, find_preset
from backprop_tui.engine.settings import settings_of
from backprop_tui.report.arithmetic.digits import printed
from backprop_tui.report.walk import Part, walk
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas, Look
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.screens.step_screen import StepScreen
from backprop_tui.ui.screens.walkthrough import WalkThrough, worksheet
from backprop_tui.ui.screens.walkthrough.place import Cell, Place
from backprop_tui.ui.screens.walkthrough.writing import work_lines
from backprop_tui.ui.widgets.drawing import Drawing
from tests.report.walk.test_walk import agrees
from tests.ui.drawn import ASCII, UNICODE, experiment, text_at
from tests.ui.driving import SMALL, Desk, dashboard
from tests.ui.reading import true_to

DEEP = {"hidden": (3, 3, 3), "bias": True, "loss": "bce", "activation": "tanh", "momentum": 0.9}
SHAPES: list[dict[str, Any]] = [
    {},
    {"hidden": (), "bias": True},
    DEEP,
    {"hidden": (64,), "problem": PROBLEMS["parity-6"], "batch_size": 9},
    {"hidden": (2, 1), "bias": True, "direct": True},
]
SIZES = [(80, 24), (120, 40), (200, 60), (60, 18)]


def walking(desk: Desk) -> WalkThrough:
    screen = desk.app.screen
    assert isinstance(screen, WalkThrough)
    return screen


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("settings", SHAPES)
async def test_every_phase_shows_its_equation_and_its_number(
    settings: dict[str, Any], size: tuple[int, int]
) -> None:
    async with dashboard(size, **settings) as desk:
        phases = walk(desk.session.record())
        await desk.press("w")
        for number, phase in enumerate(phases):
            screen = walking(desk)
            assert screen.place.number == number
            assert phase.equation[: size[0] - 6] in desk.text
            canvas = sheet(screen).canvas
            assert canvas is not None
            work = worksheet.block(canvas, screen.place, canvas.height).worked
            written = " ".join(" ".join(canvas.rows()).split())
            assert work.name in written
            assert f"= {work.result}" in written
            reads_back(screen)
            await desk.press("right")
        assert walking(desk).place.number == len(phases) - 1


def sheet(screen: WalkThrough) -> Drawing:
    """What the worksheet is drawn with."""
    return screen.query_one("#worksheet").query_one(Drawing)


def reads_back(screen: WalkThrough) -> set[Cell]:
    """Every number that stands on the sheet is that of its place; the chosen one is among them."""
    canvas, place = sheet(screen).canvas, screen.place
    assert canvas is not None
    rows = canvas.rows()
    # Finished phases stand below the present one.
    assert rows[0].startswith(place.phase.equation[:20])
    end = min((spot.y for spot in canvas.spots if isinstance(spot.target, int)), default=len(rows))
    here = {spot.target: spot for spot in canvas.spots if spot.y < end}
    for cell, spot in here.items():
        assert isinstance(cell, Cell)
        matrix = place.terms[cell.term][1]
        shown = text_at(canvas, spot.x, spot.y + spot.height // 2, spot.width)
        value = float(matrix.values[cell.row, cell.column])
        assert true_to(shown, value), cell
    assert place.cell in here
    return {cell for cell in here if isinstance(cell, Cell)}


@pytest.mark.parametrize("size", [(80, 24), (60, 18)])
async def test_every_number_can_be_brought_into_view(size: tuple[int, int]) -> None:
    """Of the widest equation, one after the other; where a matrix is cut its frame says so."""
    async with dashboard(size, hidden=(9,), bias=True, momentum=0.5) as desk:
        await desk.press("w", *["right"] * 10)
        screen = walking(desk)
        assert screen.place.phase.key == "dW1"
        for term, (_, matrix) in enumerate(screen.place.terms):
            for row, column in np.ndindex(matrix.values.shape):
                screen.show_place(screen.place.at_cell(Cell(term, row, column)))
                await desk.pilot.pause()
                shown = reads_back(screen)
                whole = sum(m.values.size for _, m in screen.place.terms)
                text = desk.text.partition("dW₁ =")[2]
                assert ("…" in text or "⋮" in text) is (len(shown) < whole)


async def test_inputs_beside_a_matrix_that_lacks_rows_are_not_cut_where_they_have_room() -> None:
    async with dashboard((80, 24), problem=PROBLEMS["parity-4"], hidden=(4,), bias=True) as desk:
        await desk.press("w")
        here = walking(desk).place
        assert here.terms[0][1].values.shape[1] == 4
        shown = reads_back(walking(desk))
        row = {cell.column for cell in shown if (cell.term, cell.row) == (0, here.case)}
        assert row == set(range(4))
        assert len({cell.row for cell in shown if cell.term == 1}) < 4, "its rows have no room"


@pytest.mark.parametrize("width", [80, 76])
async def test_a_wide_equation_is_broken_before_it_is_cut(width: int) -> None:
    async with dashboard((width, 24)) as desk:
        await desk.press("w", "end")
        matrices = [matrix for _, matrix in walking(desk).place.terms]
        assert len(reads_back(walking(desk))) == sum(m.values.size for m in matrices) == 24


async def test_with_mini_batches_every_loss_says_of_which_cases_it_is() -> None:
    settings: dict[str, Any] = {"batch_size": 1, "order": "file"}
    async with dashboard((120, 40), **settings) as desk:
        await desk.press("s", "s")
        record, whole = desk.session.record(), desk.snapshot.loss
        assert record.cases.tolist() == [2]
        await desk.press("w")
        assert f"loss of 1 of 4 cases {formats.loss(record.loss_before)}" in desk.rows[0]
        await desk.press(*["right"] * 4)
        assert "here of these cases alone" in " ".join(desk.text.replace("│", " ").split())
        await desk.press("escape", "l")
        assert f"loss mean e² of all cases {formats.loss(whole)}" in desk.text


async def test_with_mini_batches_a_row_is_a_case_of_the_batch() -> None:
    settings: dict[str, Any] = {"batch_size": 2, "bias": True}
    async with dashboard((80, 24), **settings) as desk:
        while desk.session.record().cases.tolist() in ([0, 1], [0, 2], [0, 3]):
            await desk.press("s")
        record = desk.session.record()
        outside = ({0, 1, 2, 3} - set(record.cases.tolist())).pop()
        while desk.view.gaze.selected != outside:
            await desk.press("down")
        await desk.press("w", "escape")
        assert desk.view.gaze.selected == outside, "nothing was chosen"
        await desk.press("w", "right", "right", "right", "down")
        screen = walking(desk)
        assert screen.place.case == 1
        assert screen.view is not None
        assert screen.view.gaze.selected == record.cases[1]
        numbers = screen.view.unit_values(2)
        assert numbers is not None
        assert (numbers.values == record.layers[1].activation[1]).all()
        await desk.press("escape")
        assert desk.view.gaze.selected == record.cases[1]


async def test_the_wires_carry_what_the_phase_computes() -> None:
    async with dashboard((80, 24), bias=True, momentum=0.5) as desk:
        await desk.press("s", "w")
        record = desk.session.record()
        for phase in walking(desk).place.phases:
            view = walking(desk).view
            assert view is not None
            assert view.wire_biases is not None
            for k, layer in enumerate(record.layers, start=1):
                here = k == phase.layer
                assert layer.biases is not None
                for update, wires in (
                    (layer.weights, view.wires(k)),
                    (layer.biases, view.wire_biases[k - 1]),
                ):
                    expected = update.before
                    if here and phase.key[:2] in ("dW", "db"):
                        expected = update.gradient
                    elif here and phase.part is Part.UPDATE:
                        expected = update.change
                    assert (wires == expected).all(), phase.key
            await desk.press("right")


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("size", [(78, 11), (118, 20)])
@pytest.mark.parametrize(
    ("settings", "steps"),
    [
        ({"scale": 20.0}, 0),
        ({"activation": "tanh", "output_activation": "linear", "learning_rate": 0.9}, 100),
        ({"activation": "relu", "output_activation": "linear", "momentum": 0.9}, 30),
    ],
)
def test_a_matrix_is_as_wide_as_its_numbers_need(
    look: Look, size: tuple[int, int], settings: dict[str, Any], steps: int
) -> None:
    """However far from 1 they are, none loses its first digit or becomes a word."""
    trainer = Trainer(experiment(**settings))
    trainer.step(steps)
    record = trainer.record()
    place = Place(record, walk(record))
    for number in range(len(place.phases)):
        here, canvas = place.at_phase(number), Canvas(*size, look)
        worksheet.paint(canvas, here)
        cells = [(spot, spot.target) for spot in canvas.spots if isinstance(spot.target, Cell)]
        assert cells
        for spot, cell in cells:
            value = float(here.terms[cell.term][1].values[cell.row, cell.column])
            text = text_at(canvas, spot.x, spot.y, spot.width)
            assert true_to(text, value)
            assert text[0] == " ", "apart from its neighbour"
            assert text.strip()[-1].isdigit()


def plain(line: str) -> str:
    """A line that is typed with the characters of a typewriter, read as arithmetic."""
    assert line.isascii()
    return re.sub(r"(?<!e)\^2", "²", line)


@pytest.mark.parametrize("settings", SHAPES)
@pytest.mark.parametrize("steps", [0, 300])
def test_what_is_typed_can_be_typed_into_a_calculator(settings: dict[str, Any], steps: int) -> None:
    """A product is no decimal point: `1*(-0.1191)`, `0.57*0.245`."""
    trainer = Trainer(experiment(**settings))
    trainer.step(steps)
    for phase in walk(trainer.record()):
        work = phase.result.work(0, 0)
        for line in work.lines:
            assert agrees(plain(ASCII.glyphs(line)), work.result), line
        lines = work_lines(work, ASCII, 76, 99)
        assert " ".join(line.strip() for line in lines).count(work.result)
        products = phase.equation.count("·") + phase.equation.count("⊙")
        assert ASCII.glyphs(phase.equation).count("*") == products
        for operator, _ in phase.terms:
            assert ASCII.glyphs(operator).count("*") == operator.count("·") + operator.count("⊙")


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
@pytest.mark.parametrize("settings", [{}, {"loss": "bce"}, {"learning_rate": 5.0}])
@pytest.mark.parametrize("steps", [0, 2_400, 20_000])
def test_what_the_loss_is_made_of_can_be_found_on_the_sheet(
    look: Look, settings: dict[str, Any], steps: int
) -> None:
    """Late in training too: two digits of the largest number, and E as the line has it."""
    trainer = Trainer(experiment(**settings))
    trainer.step(steps)
    record = trainer.record()
    place = Place(record, walk(record))
    place = place.at_phase([phase.key for phase in place.phases].index("E"))
    canvas = Canvas(76, 9, look)
    worksheet.paint(canvas, place)
    seen: dict[str, list[str]] = {}
    for spot in canvas.spots:
        assert isinstance(spot.target, Cell)
        symbol = place.terms[spot.target.term][1].symbol
        text = text_at(canvas, spot.x, spot.y, spot.width)
        seen.setdefault(symbol, []).append(text.strip())
    (line,) = place.work.lines
    factors = re.split("[·/]", line)
    assert seen["E"] == [factors[1]]
    assert seen["loss"] == [place.work.result]
    largest = max(seen["E of each"], key=float)
    assert len(Decimal(largest).as_tuple().digits) >= 2, seen


def test_a_click_on_a_finished_phase_goes_back_to_it() -> None:
    """Its numbers are not those of the present phase, which may have fewer matrices."""
    record = Trainer(experiment()).record()
    here, canvas = Place(record, walk(record)).at_phase(8), Canvas(118, 50, UNICODE)
    worksheet.paint(canvas, here)
    tops = {
        y for y, row in enumerate(canvas.rows()) for p in here.phases if row.startswith(p.equation)
    }
    assert len(tops) > 2
    for y in sorted(tops)[1:]:
        target = canvas.at(0, y)
        assert isinstance(target, int)
        assert canvas.rows()[y].startswith(here.phases[target].equation)
    second = sorted(tops)[1]
    for spot in canvas.spots:
        assert isinstance(canvas.at(spot.x, spot.y), Cell if spot.y < second else int)


async def test_what_is_transposed_follows_the_input_as_well() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", *["right"] * 9, *["shift+left"] * 9)
        assert walking(desk).place.matrix.symbol == "xᵀ"
        for case in (1, 2, 3, 0):
            await desk.press("down")
            assert walking(desk).place.case == walking(desk).place.cell.column == case


async def test_a_step_that_diverges_ends_the_walk() -> None:
    settings: dict[str, Any] = {"hidden": (), "output_activation": "linear"}
    async with dashboard((80, 24), learning_rate=1e200, **settings) as desk:
        await desk.press("w", "enter", "enter", "enter")
        assert desk.snapshot.diverged
        assert desk.app.screen is desk.dashboard
        assert "diverged" in desk.said[-1]


async def test_the_header_names_the_class_that_is_right() -> None:
    classes = Problem(
        "kinds", "", np.eye(3)[:, :2], np.eye(3), target_names=("u", "v", "w"),
        class_names=("Adelie", "Chinstrap", "Gentoo"), answer=Answer.CLASSES,
    )  # fmt: skip
    async with dashboard((120, 40), problem=classes) as desk:
        await desk.press("w")
        assert "input (0, 1)  target Chinstrap  loss" in desk.rows[0]
        await desk.press("down")
        assert "input (0, 0)  target Gentoo  loss" in desk.rows[0]
    async with dashboard((120, 40)) as desk:
        await desk.press("w")
        assert "input (0, 1)  target 1  loss" in desk.rows[0]


async def test_enter_applies_the_step_and_goes_on() -> None:
    async with dashboard((80, 24)) as desk:
        after = desk.session.record()
        await desk.press("w", "end", "enter")
        assert desk.snapshot.step == 1
        assert walking(desk).place.record.step == 1
        assert walking(desk).place.number == 0
        assert (desk.snapshot.weights[0] == after.layers[0].weights.after).all()
        assert "step 1 → 2" in desk.text
        await desk.press("escape")
        assert desk.app.screen is desk.dashboard
        assert desk.snapshot.step == 1


async def test_leaving_takes_no_step_but_keeps_the_input() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "right", "down", "escape")
        assert desk.snapshot.step == 0
        assert desk.view.gaze.selected == 2


async def test_opening_it_stops_training() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.start_training()
        await desk.press("w")
        assert not desk.view.run.training
        assert walking(desk).place.record.step == desk.snapshot.step


async def test_any_number_is_opened_by_keys_and_by_mouse() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "shift+right", "shift+right")
        assert "z₁[01,h3] = 0·0.3238 + 1·0.7896 = 0.7896" in desk.text
        await desk.press("shift+down")
        assert "z₁[10,h3] = " in desk.text
        assert walking(desk).place.case == 2
        await desk.press(*["shift+left"] * 3)
        assert "W₁[x2,h4] = " in desk.text
        assert "(before the step)" in desk.text
        drawing = sheet(walking(desk))
        assert drawing.canvas is not None
        spot = drawing.canvas.spots[0]
        await desk.pilot.click(drawing, offset=(spot.x, spot.y))
        await desk.pilot.pause()
        assert walking(desk).place.cell == spot.target
        assert "x[" in desk.text


async def test_the_diagram_shows_what_flows() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w")
        diagram = walking(desk).query_one(NetworkDiagram)
        assert "forward" in diagram.captions[0]
        assert "ŷ      ·" in desk.text
        await desk.press(*["right"] * 7)
        assert "backward" in diagram.captions[0]
        assert "h2 -0.038" in desk.text


async def test_with_direct_links_blame_comes_back_through_the_wires_of_its_layer_alone() -> None:
    async with dashboard((80, 24), hidden=(2, 1), direct=True) as desk:
        await desk.press("w")
        keys = [phase.key for phase in walk(desk.session.record())]
        await desk.press(*["right"] * keys.index("da1"))
        seen = walking(desk).view
        assert seen is not None
        lit = {
            (layer, source, target)
            for layer, shape in enumerate(seen.snapshot.experiment.links.shapes, start=1)
            for source in range(shape[0])
            for target in range(shape[1])
            if seen.lit(layer, source, target)
        }
        # h1 and h2 are the third and the fourth that g and ŷ see.
        assert lit == {(2, 2, 0), (2, 3, 0), (3, 2, 0), (3, 3, 0)}


@pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])
def test_no_line_of_a_sum_ends_in_an_operator(look: Look) -> None:
    """At the end of a page it would look like the end of the sum."""
    trainer = Trainer(experiment(hidden=(64,), problem=PROBLEMS["parity-6"]))
    for phase in walk(trainer.record()):
        work = phase.result.work(0, 0)
        for width in (60, 76):
            lines = work_lines(work, look, width, 3)
            assert not [line for line in lines if line.rstrip()[-1] in "+-=·*"]
            assert all(len(line) <= width for line in lines)
            result = "".join("".join(lines).split())
            assert "".join(look.glyphs(work.result).split()) in result


async def test_what_the_screen_says_goes_with_it() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "end", "right")
        assert desk.said == ["This is the last phase: enter applies the step, ← goes back."]
        await desk.press("escape")
        assert desk.said == []
        await desk.press("w", "end", "right", "left")
        assert desk.said == [], "it is the last phase no more"
        await desk.press("end", "right", "enter")
        assert desk.said == [], "it is another step"


async def test_a_remark_about_the_run_outlives_the_screen() -> None:
    settings: dict[str, Any] = {"hidden": (), "output_activation": "linear"}
    async with dashboard((80, 24), learning_rate=1e200, **settings) as desk:
        await desk.press("l", "right", *["s"] * 5)
        (said,) = desk.said
        assert "diverged" in said
        await desk.press("escape")
        assert desk.said == [said]


@pytest.mark.parametrize("keys", [["w"], ["l"], ["e"], ["l", "enter"]])
async def test_where_there_is_no_room_it_says_so_and_comes_back(keys: list[str]) -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press(*keys)
        before, focused = desk.text, desk.app.screen.focused
        for size in ((10, 3), (60, 13)):
            await desk.resize(size)
            words = desk.text.split()
            assert "small" in words
            assert "48x14" in words
            assert "┐" not in desk.text
            assert len(words) <= 8
        await desk.resize((80, 24))
        # What lies below a dialog is drawn after it.
        await desk.until(lambda: desk.text == before)
        assert desk.app.screen.focused is focused


async def test_a_long_sum_can_be_paged() -> None:
    async with dashboard((80, 24), hidden=(64,), problem=PROBLEMS["parity-6"]) as desk:
        await desk.press("w", "right", "right", "right", "right", "right", "right")
        assert walking(desk).place.phase.key == "dW2"
        assert "part 1 of" in desk.text
        before = desk.text
        await desk.press("pagedown")
        assert "part 2 of" in desk.text
        assert desk.text != before
        pages = int(before.partition("part 1 of ")[2].split()[0])
        assert pages > 3
        seen = set()
        for page in range(2, pages + 1):
            assert f"part {page} of {pages}" in desk.text
            seen.add(desk.text)
            await desk.press("pagedown")
        assert len(seen) == pages - 1
        assert f"part {pages} of" in desk.text, "there is nothing after the last"
        await desk.press("pageup")
        assert f"part {pages - 1} of" in desk.text
        await desk.press(*["pageup"] * (pages + 3), "pagedown")
        assert "part 2 of" in desk.text


async def test_it_follows_the_theme_and_every_size() -> None:
    async with dashboard((80, 24)) as desk:
        await desk.press("w", "right", "t")
        assert walking(desk).look == desk.dashboard.look
        for size in SIZES:
            await desk.resize(size)
            assert "a₁ = σ(z₁)" in desk.text


@pytest.mark.parametrize("key", ["w", "l"])
@pytest.mark.parametrize(
    "changes",
    [{"hidden": (2,)}, {"hidden": ()}, {"problem": PROBLEMS["parity-4"], "batch_size": 3}],
)
async def test_a_network_chosen_meanwhile_is_taken_up(key: str, changes: dict[str, Any]) -> None:
    # A remark on the ledger's columns would lie over what is read.
    async with dashboard((80, 24), messages=False) as desk:
        await desk.press(key, "end")
        desk.session.restart(**changes)
        await desk.press("down", "right", "left", "shift+left")
        record = desk.session.record()
        if key == "w":
            assert walking(desk).place.phases[0].equation in desk.text
            assert walking(desk).place.record.experiment == record.experiment
        else:
            assert f"of {record.experiment.parameters} " in desk.text


async def test_the_walk_says_that_a_bug_is_on_and_where_it_goes_wrong() -> None:
    async with dashboard((120, 40), bug="updated-weights") as desk:
        await desk.press("w", *["right"] * 7)
        assert "BUG updated-weights" in desk.rows[0]
        assert "WRONG" in desk.text
        assert "right:" in desk.text
        right = walk(desk.session.record())[7].reference
        assert right is not None
        place = walking(desk).place
        assert f"= {place.work.result}  ({place.work.note})" in desk.text
        for column in range(4):
            work = place.at_cell(Cell(2, 3, column)).work
            told = re.fullmatch(r"right: (.*)", work.note)
            assert told is not None
            assert told[1] == printed(float(right.values[3, column]), 4)
            assert float(told[1]) != float(work.result)


@pytest.mark.parametrize("key", ["w", "l"])
async def test_what_does_not_move_the_run_leaves_its_step_as_it_is(key: str) -> None:
    async with dashboard() as desk:
        await desk.press(key)
        screen = desk.app.screen
        assert isinstance(screen, StepScreen)
        before = screen.view
        desk.session.look(inspected=Unit(1, 1))
        desk.session.speed_up(2)
        assert screen.view is before
        desk.session.step(1)
        assert screen.view is not before


async def test_a_run_that_moves_on_while_a_step_is_opened_is_caught_up_with(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    parts = WalkThrough.parts

    def late(walk: WalkThrough) -> ComposeResult:
        yield from parts(walk)
        walk.session.step(1)

    monkeypatch.setattr(WalkThrough, "parts", late)
    async with dashboard() as desk:
        await desk.press("w")
        assert walking(desk).place.record.step == desk.snapshot.step == 1


async def test_the_first_line_calls_a_case_by_its_name_where_its_inputs_have_no_room() -> None:
    made = find_preset("family-trees").experiment()
    settings = {each: getattr(made, each) for each in settings_of(type(made))}
    async with dashboard((180, 50), **settings) as desk:
        await desk.press("w")
        await desk.until(lambda: "WALK-THROUGH" in desk.text)
        assert re.search(r"input \w+ father  target 0, 1.*  loss 0\.\d+ *$", desk.rows[0])
        await desk.resize(SMALL)
        assert re.search(r"input \w+ father  loss 0\.\d+ *$", desk.rows[0])
