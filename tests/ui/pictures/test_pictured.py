"""Pane 4 draws the picture of its problem where it fits, and a table otherwise; `p` changes between
the two or says why it cannot. What a picture shows is tested beside it.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from backprop_tui.engine import PROBLEMS
from backprop_tui.report.findings.registry import FINDINGS
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.pictures import NAMES, PICTURES, Picture
from backprop_tui.ui.view import View
from tests.ui.drawn import ASCII, UNICODE, look, painted, view
from tests.ui.driving import SMALL, dashboard
from tests.ui.strategies import HEIGHTS, WIDTHS, views


def test_every_problem_names_a_picture_that_there_is() -> None:
    asked = {problem.picture for problem in PROBLEMS.values()} - {""}
    assert asked == set(PICTURES), "and every picture is some problem's"


def test_what_is_drawn_is_said_too() -> None:
    assert set(FINDINGS) == set(PICTURES)


def test_every_picture_is_known_by_its_own_name() -> None:
    assert [picture.name for picture in PICTURES.values()] == [*NAMES]
    assert len(PICTURES) == len(NAMES)
    assert "no such picture" not in PICTURES
    with pytest.raises(KeyError):
        PICTURES["no such picture"]


async def test_a_picture_follows_the_selected_case_and_the_run() -> None:
    async with dashboard(SMALL, problem=PROBLEMS["parity-4"]) as desk:
        await desk.press("home")
        drawn = [desk.canvas("hidden").rows()]
        assert "▸0" in drawn[0][0]
        for key in ("end", "s"):
            await desk.press(key)
            assert "▸4" in desk.canvas("hidden").rows()[0]
            assert desk.canvas("hidden").rows() not in drawn
            drawn.append(desk.canvas("hidden").rows())


async def test_a_problem_with_a_picture_opens_on_it_and_p_shows_the_numbers() -> None:
    async with dashboard(SMALL, problem=PROBLEMS["parity-4"]) as desk:
        assert "4 Staircase" in desk.text
        assert desk.pane("hidden").captions[1].endswith("p numbers")
        await desk.press("p")
        assert "4 Hidden activations" in desk.text
        assert desk.pane("hidden").captions[1].endswith("p picture")
        await desk.press("p")
        assert "4 Staircase" in desk.text
        assert desk.said == []


async def test_without_a_picture_p_says_so_and_the_table_stays() -> None:
    async with dashboard(SMALL) as desk:
        await desk.press("p")
        assert desk.said == ["No picture: xor has none."]
        assert "4 Hidden activations" in desk.text


async def test_where_a_picture_does_not_fit_there_is_the_table_and_p_says_why() -> None:
    async with dashboard(SMALL, problem=PROBLEMS["parity-4"], hidden=()) as desk:
        assert "4 Hidden activations" in desk.text
        await desk.press("p")
        assert desk.said == ["No picture: it needs a hidden layer."]
        desk.session.restart(hidden=(4,))
        await desk.settled()
        assert "4 Staircase" in desk.text


async def test_another_problem_opens_on_its_picture_again() -> None:
    async with dashboard(SMALL, problem=PROBLEMS["parity-4"]) as desk:
        await desk.press("p")
        desk.session.restart(hidden=(5,))
        await desk.settled()
        assert "4 Hidden activations" in desk.text, "the numbers were asked for"
        desk.session.restart(problem=PROBLEMS["parity-3"])
        await desk.settled()
        assert "4 Staircase" in desk.text


async def test_in_a_small_terminal_p_brings_the_pane() -> None:
    async with dashboard((60, 16), problem=PROBLEMS["parity-4"]) as desk:
        assert "Staircase" not in desk.text
        await desk.press("p")
        assert "4 Staircase" in desk.text
        await desk.press("p")
        assert "4 Hidden activations" in desk.text


@pytest.mark.parametrize("picture", PICTURES.values(), ids=list(PICTURES))
@settings(max_examples=60)
@given(seen=views(), width=WIDTHS, height=HEIGHTS)
def test_a_picture_that_fits_can_be_drawn_of_any_network_with_every_palette(
    picture: Picture, seen: View, width: int, height: int
) -> None:
    if picture.hindrance(seen, width, height):
        return
    for drawn_with in (UNICODE, ASCII, look("none"), look("standard", dark=False)):
        canvas = painted(picture.paint, seen, width, height, drawn_with)
        assert "".join(canvas.rows()).strip()
        if drawn_with is ASCII:
            assert "".join(canvas.rows()).isascii()
    assert all("p numbers" not in said for said in picture.captions(seen, width, height))


@pytest.mark.parametrize("name", PICTURES)
def test_whatever_else_a_picture_shows_it_depends_on(name: str) -> None:
    """A pane is painted again for what it depends on alone: what is left out would stand still."""
    known = next(problem for problem in PROBLEMS.values() if problem.picture == name)
    seen, picture = view(30, problem=known, hidden=(3, 4)), PICTURES[name]
    selected = [seen.looking(selected=case) for case in range(len(known.inputs))]
    units = [seen.looking(inspected=Unit(layer, k)) for layer in (1, 2) for k in range(3)]
    layers = [seen.looking(hidden_layer=layer) for layer in (1, 2)]
    by_depends: dict[object, set[tuple[str, ...]]] = {}
    for looked in (*selected, *units, *layers):
        assert not picture.hindrance(looked, 160, 50)
        drawn = painted(picture.paint, looked, 160, 50).rows()
        by_depends.setdefault(picture.depends(looked), set()).add(tuple(drawn))
    assert all(len(drawings) == 1 for drawings in by_depends.values())
    assert len(set().union(*by_depends.values())) > 1, "there is something to look at"
