"""The pane chooses between the ways to draw a network, and says in its border how to read the one
that it chose. If it cannot do what it was asked for, it says that too.
"""

from __future__ import annotations

import pytest

from backprop_tui.engine import PROBLEMS, Experiment, Trainer
from backprop_tui.report.walk import walk
from backprop_tui.ui.diagram import RENDERINGS, following
from backprop_tui.ui.diagram.choosing import wires_drawn
from backprop_tui.ui.drawing.frames import plain
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.screens.walkthrough.diagram_view import diagram_view
from backprop_tui.ui.screens.walkthrough.place import Place
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.pane import FRAME
from tests.ui.drawn import look, network, painted, view


def subtitle(seen: View, width: int = 72, height: int = 26) -> str:
    said = map(plain, network().subtitles(seen, width, height))
    return next(text for text in said if len(text) <= width - FRAME)


def test_the_pane_draws_what_the_chosen_rendering_draws() -> None:
    for name in ("wires", "matrix", "pixels"):
        seen = view(2400, rendering=name)
        drawn = painted(network().paint, seen)
        alone = painted(RENDERINGS[name].paint, seen)
        assert drawn.rows() == alone.rows()
        assert (drawn.paper == alone.paper).all()
    assert (
        painted(network().paint, view()).rows() == painted(RENDERINGS["wires"].paint, view()).rows()
    )


def test_the_border_says_how_to_read_the_drawing() -> None:
    assert subtitle(view()) == "━━ +  ┄┄ −  bolder = larger |w|"
    assert subtitle(view(rendering="matrix")) == "■ +  ■ −  stronger = larger |w|"
    assert subtitle(view(rendering="pixels")) == "■ +  ■ −  strongest |w| of each block"


@pytest.mark.parametrize(
    ("rendering", "depth", "glyphs", "signs"),
    [
        ("wires", "none", "unicode", "━━ +  ┄┄ −"),
        ("matrix", "none", "unicode", "light +  dark −"),
        ("pixels", "none", "unicode", "light +  dark −"),
        ("matrix", "truecolor", "ascii", "every sign as written"),
        ("pixels", "truecolor", "ascii", "@ +  . −"),
    ],
)
def test_without_colours_the_signs_are_told_by_what_there_is(
    rendering: str, depth: str, glyphs: str, signs: str
) -> None:
    pane = network()
    pane.draw(view(), look(depth, glyphs=glyphs))
    said = plain(pane.subtitles(view(rendering=rendering), 72, 26)[0])
    assert f"{said}  ".startswith(f"{signs}  ")
    grey = look("none").palette
    light, dark = (grey.heat(end) & 0xFF for end in (1.0, -1.0))
    assert light > grey.heat(0.0) & 0xFF > dark


@pytest.mark.parametrize("width", [78, 118])
@pytest.mark.parametrize("bias", [False, True])
def test_in_a_step_taken_apart_the_border_names_what_the_wires_carry(
    width: int, bias: bool
) -> None:
    """Weights forward, gradients back, changes at last; what is bolder is the larger of these."""
    trainer = Trainer(Experiment(bias=bias))
    record, seen = trainer.record(), View(trainer.snapshot())
    place = Place(record, walk(record))
    for number, phase in enumerate(place.phases):
        shown = diagram_view(place.at_phase(number), seen)
        symbol = {"d": "∂E/∂w", "W": "Δw", "b": "Δw"}.get(phase.key[0], "w")
        symbol = "w" if phase.key.startswith(("delta", "da")) else symbol
        said = subtitle(shown, width)
        assert f"wires {symbol}" in said
        if "larger" in said:
            assert f"larger |{symbol}|" in said
        assert "┄┄ −" in said, "there is always room for the signs"
        assert len(said) <= width - FRAME


def test_it_says_when_there_is_no_room_for_what_was_asked() -> None:
    seen = view(problem=PROBLEMS["parity-8"], hidden=(40,), rendering="matrix")
    assert subtitle(seen) == "no room for the matrix: zoom (z) or widen"


def test_it_says_how_many_wires_are_left_out() -> None:
    crowded = view(hidden=(8, 8))
    assert subtitle(crowded).startswith("the strongest 17 of 64 W₂ wires · ━━ +")
    assert network().subtitles(crowded, 72, 26)[1] == "the strongest 17 of 64 W₂ wires"
    both = view(problem=PROBLEMS["encoder-8-3-8"], hidden=(3,))
    drawn = [wires_drawn(both, layer) for layer in (1, 2)]
    said = f"the strongest {sum(map(len, drawn))} of 48 wires"
    assert network().subtitles(both, 78, 20)[1] == said
    inspected = view(hidden=(8, 8), inspected=Unit(1, 1))
    assert "strongest" not in subtitle(inspected), "all of the inspected unit's are drawn"


@pytest.mark.parametrize(
    ("settings", "size", "turns"),
    [
        ({}, (47, 12), ["matrix", None]),
        ({"rendering": "pixels"}, (47, 12), ["matrix", None]),
        ({"hidden": (8, 8)}, (70, 26), ["layer", "matrix", "pixels", None]),
        ({"problem": PROBLEMS["encoder-8-3-8"], "hidden": (3,)}, (70, 26),
         ["ladder", "layer", "matrix", "pixels", None]),
        ({"hidden": (40, 40)}, (47, 12), ["layer", None]),
        ({"problem": PROBLEMS["parity-8"], "hidden": (40,)}, (20, 5), ["matrix", None]),
    ],
)  # fmt: skip
def test_one_rendering_follows_another_until_the_best_comes_again(
    settings: dict[str, object], size: tuple[int, int], turns: list[str | None]
) -> None:
    seen = view(**settings)
    found: list[str | None] = []
    while not found or found[-1] is not None:
        found.append(following(seen, *size))
        seen = seen.looking(rendering=found[-1])
    assert found == turns


def test_standardized_inputs_are_said_to_be_where_they_are_drawn() -> None:
    raw, scaled = (view(problem=PROBLEMS["circle"], standardize=each) for each in (False, True))
    assert plain(network().title(raw)) == "Network"
    assert plain(network().title(scaled)) == "Network standardized"
    record = Trainer(scaled.snapshot.experiment).record()
    walked = diagram_view(Place(record, walk(record)), scaled)
    title = plain(network().title(walked))
    assert "forward" in title
    assert title.endswith(" standardized")
