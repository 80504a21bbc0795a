"""The network itself: units light up with what they put out for the selected case, wires show what
has been learnt. Whichever way it is drawn, it is the forward pass of one input through the weights
of this very moment.
"""

from __future__ import annotations

from backprop_tui.ui.diagram import choose, may_show_one_layer
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.drawing.frames import Caption, Word, words
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets.pane import Pane


class NetworkDiagram(Pane):
    """Units and weights, in the rendering that fits best or was asked for."""

    HEADING = "Network"

    MARKS = (
        ("━━ +  ┄┄ −", "a weight above zero is blue and solid, below zero orange and dotted; "
         "the bolder the wire, the larger |w| (or what the wires carry in the walk-through); one "
         "that is written as zero is grey dots, without a sign"),
        ("+0.27 ╮", "the weight of the wire that ends there, bold if it is more than half as large "
         "as the largest, grey if it is frozen (--freeze); the bracket gathers what its unit "
         "adds up"),
        ("b-0.43", "the unit's bias, a number that is always added (--bias); θ is a threshold, "
         "which is taken off (--bias threshold)"),
        ("W₁ 2×4", "the weights into layer 1, from 2 units to 4; +b: and biases b₁ (+1b: "
         "one for all, +θ: thresholds). A matrix, here and in a --weights file, has "
         "a row per unit before (an input, in W₁) and a column per unit; many books print "
         "it the other way round (--weights-by unit)"),
        ("╭──╮", "direct links (--direct): a wire that skips a layer passes above its units or "
         "below; W₂ 3×1 then has rows for x1, x2 and h1, and its numbers stand in the order in "
         "which the wires arrive"),
        ("x  y  ŷ", "input, target (what the answer should be), prediction (what the network "
         "answers); several have numbers: x1 is the first input"),
        ("standardized", "beside the title: inputs, and targets that are values, are shown as they "
         "are learnt, with mean 0 and spread 1 (--standardize); tables have their own units"),
        ("h1 0.47", "hidden unit 1 puts out 0.47 for the selected input; its ground is the "
         "stronger, the larger that is; further hidden layers are g, k, m …"),
        ("tile", "on large screens a unit is a small picture of its answer over all inputs: "
         "x1 to the right, x2 upwards; blue is high"),
        ("dim wires", "those that do not touch the inspected unit, or have no part in a phase"),
        ("strongest", "'the strongest 90 of 160 wires': weaker ones are there, but not drawn; "
         "W₂ wires: of those into that layer, while of the others all are drawn"),
        ("■ +  ■ −", "matrix (m): it stands as in the walk-through, a row per unit before and a "
         "column per unit after, biases (b, θ) in a row below; a cell is a weight to as many "
         "digits as have room, in a narrow one only its sign"),
        ("pixels", "large networks: a bar is a layer with a pixel a unit's output, and how many "
         "units below; between bars a pixel is a weight, of several the strongest"),
        ("max  % +", "under the pixels of a large matrix: its largest |w|, and the share of "
         "weights above zero"),
        ("ladder", "many inputs and outputs: a layer is a block of cells, inputs at the bottom; a "
         "cell is the stronger, the more its unit puts out for the selected input, and "
         "beside small cells are the names of those that are on"),
        (".02◀", "an output that should be high: it is a target"),
        ("▸h3", "ladder: the inspected unit; cells of the layers beside it then show the weights "
         "into it and from it, which the lower border says"),
        ("layer", "one layer in focus (h: the next): the units before it and its own, each unit's "
         "strongest wires with their weights, other layers as shades; of an inspected unit "
         "(u) all wires, each weight beside the unit at its other end"),
        ("36 of 432", "below: so many wires into the layer are drawn; above: so many units"),
        ("+2 layers", "in red: there is no room for so many layers; z zooms"),
    )  # fmt: skip

    def depends(self, view: View) -> object:
        gaze = view.gaze
        focus = view.focus if may_show_one_layer(view) else None
        looked = gaze.selected, gaze.inspected, gaze.rendering, focus
        return view.snapshot, view.overlay, *looked

    def paint(self, canvas: Canvas, view: View) -> None:
        choose(view, canvas.width, canvas.height).paint(canvas, view)

    def title(self, view: View) -> tuple[Word, ...]:
        # The first line has not always room for it, and predictions have their own units.
        scaled = (Word(" standardized"),) if view.snapshot.experiment.standardize else ()
        if view.overlay is None or not view.overlay.heading:
            named = view.gaze.rendering and Word(f" {view.gaze.rendering}")
            return *super().title(view), *([named] if named else ()), *scaled
        colour = "backward" if view.overlay.backward else "forward"
        return *super().title(view), Word(f" {view.overlay.heading}", colour, bold=True), *scaled

    def subtitles(self, view: View, width: int, height: int) -> tuple[Caption, ...]:
        rendering = choose(view, width, height)
        if view.overlay is not None:
            caption, said = view.overlay.caption, rendering.says(view, width, height)
            if said is not None:
                caption += f" · {said.split(':')[0]}"
            legends = rendering.legend(self.look, view.overlay.carries)
            return *((Word(f"{caption}  "), *words(legend)) for legend in legends), caption
        if view.gaze.rendering not in (None, rendering.name):
            return (f"no room for the {view.gaze.rendering}: zoom (z) or widen",)
        said = rendering.says(view, width, height)
        legend = rendering.legend(self.look)
        if said is None:
            return legend
        more = [(Word(f"{said} · "), *words(legend[0]))] if rendering.explained else []
        return *more, said, said.split(" · ")[0], *legend
