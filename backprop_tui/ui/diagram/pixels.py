"""The rendering of a wide network as pixels, one for a weight or for a block of them, because it
has more weights than the screen has letters. Of a block the strongest is shown with its sign: an
average would hide exactly what matters.
"""

from __future__ import annotations

import numpy as np

from backprop_tui.engine.core.calls import Array
from backprop_tui.report.names import subscript
from backprop_tui.ui.diagram.rendering import CROWDED, Rendering, signs, unit_text
from backprop_tui.ui.drawing import formats
from backprop_tui.ui.drawing.canvas import Canvas
from backprop_tui.ui.gaze import Unit
from backprop_tui.ui.view import View

BAR = 3
"""Columns of a layer's bar of activations."""

NARROWEST = 4
"""Columns of a weight matrix at least."""


def pooled(matrix: Array, rows: int, columns: int) -> Array:
    """The matrix in at most so many rows and columns, the strongest of each block kept."""
    rows, columns = min(rows, matrix.shape[0]), min(columns, matrix.shape[1])
    across = np.arange(columns) * matrix.shape[1] // columns
    down = np.arange(rows) * matrix.shape[0] // rows

    def blocks(reduce: np.ufunc) -> Array:
        result: Array = reduce.reduceat(reduce.reduceat(matrix, down, axis=0), across, axis=1)
        return result

    high, low = blocks(np.maximum), blocks(np.minimum)
    return np.where(-low > high, low, high)


def magnified(matrix: Array, rows: int, columns: int) -> Array:
    """Whole-number magnification up to so many pixel rows and columns, an even number of rows."""
    down, across = max(1, rows // matrix.shape[0]), max(1, columns // matrix.shape[1])
    large = np.repeat(np.repeat(matrix, down, axis=0), across, axis=1)
    return np.pad(large, ((0, large.shape[0] % 2), (0, 0)), constant_values=np.nan)


def shown_layers(view: View, width: int) -> int:
    """How many layers fit; the rest is said in words."""
    return max(2, min(len(view.sizes), 1 + (width - BAR) // (BAR + NARROWEST + 2)))


def fits(view: View, width: int, height: int) -> bool:
    """Any network fits, if need be with layers left out."""
    return True


def is_worth(view: View) -> bool:
    """Whether there are more weights into a layer than are drawn as wires."""
    return max(map(view.wire_count, range(1, len(view.sizes)))) > CROWDED


def paint(canvas: Canvas, view: View) -> None:
    """Draw bars of activations with the weights between them."""
    sizes = view.sizes[: shown_layers(view, canvas.width)]
    layers, room = len(sizes), max(1, canvas.height - 3)
    shapes = view.snapshot.experiment.links.shapes[: layers - 1]
    wanted = [min(before, 64) for before, _ in shapes]
    free = canvas.width - BAR * layers - 2 * (layers - 1)
    share = min(1.0, free / sum(wanted))
    widths = [max(NARROWEST, int(want * share)) for want in wanted]
    if share == 1.0:
        widths = [width * max(1, min(2, free // sum(wanted))) for width in widths]
    space = max(0.0, (canvas.width - BAR * layers - sum(widths)) / (layers - 1))
    x = 0.0
    for layer in range(layers):
        if layer:
            _weights(canvas, view, layer, round(x + space / 2), widths[layer - 1], room)
            x += space + widths[layer - 1]
        _bar(canvas, view, layer, round(x), room)
        x += BAR
    if layers < len(view.sizes):
        canvas.flush_right(
            canvas.width - 1, 0, f"+{len(view.sizes) - layers} layers", canvas.palette.error
        )


def _weights(canvas: Canvas, view: View, layer: int, x: int, width: int, room: int) -> None:
    """The matrix of the weights into a layer, a row per target."""
    matrix, muted = view.wires(layer), canvas.palette.muted
    largest = float(np.nanmax(np.abs(matrix), initial=0.0))
    found, there = pooled(matrix.T, 2 * room, width), view.links_there(layer)
    if there is not None:
        # A block of links that are not there stays empty.
        found = np.where(pooled(there.T.astype(np.float64), 2 * room, width) > 0, found, np.nan)
    picture = magnified(found, 2 * room, width)
    with np.errstate(invalid="ignore"):
        canvas.pixels(x, 1 + (room - len(picture) // 2) // 2, picture / max(largest, 1e-9))
    end = x + picture.shape[1]
    name = subscript("W", layer)
    shape = f"{name} {matrix.shape[0]}×{matrix.shape[1]}"
    canvas.centre(x, end, 0, shape if len(shape) <= end - x else name, muted)
    room = min(6, end - x)
    tiny = 0 < largest < 0.005 and room == 6
    number = formats.loss(largest) if tiny else formats.activation(largest, room).strip()
    most = f"max {number}"
    canvas.centre(x, end, canvas.height - 2, most if len(most) <= end - x else number, muted)
    positive = f"{float((matrix > 0).sum() / view.wire_count(layer)):.0%} +"
    if len(positive) <= end - x:
        canvas.centre(x, end, canvas.height - 1, positive, muted)


def _bar(canvas: Canvas, view: View, layer: int, x: int, room: int) -> None:
    """The outputs of one layer for the selected case."""
    numbers = view.unit_values(layer)
    unknown = np.full(view.sizes[layer], np.nan)
    heat = (numbers.heat if numbers is not None else unknown)[:, None]
    picture = np.repeat(magnified(pooled(heat, 2 * room, 1), 2 * room, 1), BAR, axis=1)
    top = 1 + (room - len(picture) // 2) // 2
    canvas.pixels(x, top, picture)
    canvas.centre(x, x + BAR, 0, view.layer_letter(layer), bold=True)
    canvas.centre(x, x + BAR + 1, canvas.height - 2, str(view.sizes[layer]))
    if view.gaze.inspected is not None and view.gaze.inspected.layer == layer:
        place = top + (view.gaze.inspected.position * (len(picture) // 2)) // view.sizes[layer]
        canvas.text(x - 1, place, "▸", bold=True)
        name = view.unit_names(layer)[view.gaze.inspected.position]
        text = f"{name} {unit_text(view, view.gaze.inspected, 6).strip()}"
        canvas.text(max(0, min(x, canvas.width - len(text))), canvas.height - 1, text, bold=True)
    for index in range(view.sizes[layer]):
        row = top + (index * (len(picture) // 2)) // view.sizes[layer]
        canvas.spot(x, row, BAR, max(1, len(picture) // 2 // view.sizes[layer]), Unit(layer, index))


PIXELS = Rendering(
    "pixels", fits, paint, signs("■ +", "■ −"), "strongest |{}| of each block",
    grey="light +  dark −", typed="@ +  . −  strongest |{}| of each block", is_worth=is_worth,
)  # fmt: skip
