"""How a table is laid out: what stands between its cells, and whether its decimals have commas.
Nothing in a file says so, but only one mark makes as many cells of every line.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.cells import DECIMAL, MARKS, Row, is_number

if TYPE_CHECKING:
    from _csv import Reader

SAMPLE_LINES, SAMPLE_LETTERS = 50, 20_000
"""So much of a file is looked at; `csv.Sniffer` takes ever longer for more."""

NOTED = re.compile(rf"\s*sep=([{re.escape(''.join(MARKS))}])[ \t]*(\r\n|\r|\n)", re.IGNORECASE)
"""A first line in which Excel says what stands between cells."""

AROUND = re.compile(r"(?<![^\r\n]) +| +(?![^\r\n])")
"""Spaces around a line."""


class Layout(NamedTuple):
    """How a table is laid out.

    Attributes:
        separator: What stands between its cells.
        is_noted: Whether its first line says so, and is no part of it.
    """

    separator: str = ","
    is_noted: bool = False


def layout_of(text: str) -> Layout:
    """The layout of a table in a text."""
    noted = NOTED.match(text)
    if noted is not None:
        return Layout(noted[1], True)
    lines = (line for line in io.StringIO(text, newline=None) if not line.lstrip().startswith("#"))
    sample = "".join(islice(filter(str.strip, lines), SAMPLE_LINES))[:SAMPLE_LETTERS]
    fits = {mark: _fit(sample, mark) for mark in MARKS}
    best = max(MARKS, key=fits.__getitem__)
    return Layout(best if fits[best] > (0.5, 0.0) else _sniffed(sample))


def _fit(sample: str, mark: str) -> tuple[float, float]:
    """How well a mark would do: the share of lines with as many cells as the header, of which
    there are several, then the share of those cells that are numbers.
    """
    try:
        header, *rows = cells_of(sample, mark, is_strict=False)
    except (ValueError, csv.Error):
        return 0.0, 0.0
    # R writes row numbers without a name above them.
    alike = [row for row in rows if len(row) in (len(header), len(header) + 1)]
    if len(header) < 2 or not alike:
        return 0.0, 0.0
    cells = [cell for row in alike for cell in row]
    numbers = sum(is_number(cell) or DECIMAL.fullmatch(cell) is not None for cell in cells)
    exact = sum(len(row) == len(header) for row in alike)
    return (exact or len(alike)) / len(rows), numbers / len(cells)


def _sniffed(sample: str) -> str:
    """What the standard library makes of lines that are not alike, if it can be so."""
    header = sample.partition("\n")[0]
    found = [mark for mark in MARKS if mark in header.strip()]
    if "," in found or not found:
        return ","
    try:
        return csv.Sniffer().sniff(sample, "".join(found)).delimiter
    except csv.Error:
        return max(found, key=header.count)


def cells_of(text: str, mark: str, is_strict: bool) -> Reader:
    """What reads the cells of each line; between cells there may be several spaces."""
    if mark == " ":
        text = AROUND.sub("", text)
    stream = io.StringIO(text, newline="")
    return csv.reader(stream, delimiter=mark, skipinitialspace=mark == " ", strict=is_strict)


def read_rows(file: str, text: str, layout: Layout) -> list[Row]:
    """The rows that hold anything, separators among it, with the lines on which they end.

    Args:
        file: What the table is called in a refusal.
        text: All of it.
        layout: How it is laid out.

    Raises:
        BadSetting: If it is not CSV.
    """
    reader = cells_of(text, layout.separator, is_strict=True)
    rows, first = [], 1
    try:
        for cells in reader:
            if len(cells) > 1 or (cells and not cells[0].isspace()):
                rows.append(Row(reader.line_num, [cell.strip() for cell in cells]))
            first = reader.line_num + 1
    except csv.Error as error:
        said, line = str(error), reader.line_num
        if "expected after" in said:
            said = "something follows the quote that ends a cell; a quote inside one is doubled"
        elif "end of data" in said:
            said, line = "a quote is opened and never closed", first
        raise BadSetting(f"{file}, line {line}, is not CSV: {said}") from None
    return rows[layout.is_noted :]


def pointed(file: str, rows: Sequence[Row], separator: str) -> tuple[list[Row], str]:
    """The rows with points in place of decimal commas, and a note of that; empty if there is none.

    Where commas stand between cells, one within a cell may be anything.

    Raises:
        BadSetting: If some decimals have commas and others points.
    """
    if separator == ",":
        return list(rows), ""
    comma = _first(rows, lambda cell: DECIMAL.fullmatch(cell) is not None)
    if comma is None:
        return list(rows), _grouped(rows) if separator == ";" else ""
    point = _first(rows, lambda cell: "." in cell and is_number(cell))
    if point is not None:
        raise BadSetting(
            f"{file} has a decimal comma in line {comma[0]} ({comma[1]}) and a decimal point in "
            f"line {point[0]} ({point[1]}): write all of them one way"
        )
    written = comma[1].replace(",", ".")
    return (
        [Row(line, [_pointed(cell) for cell in cells]) for line, cells in rows],
        f"decimal commas: {comma[1]} is read as {written}",
    )


GROUPED = re.compile(r"[+-]?[0-9]{1,3}\.[0-9]{3}")
"""A number with three decimals, or in other countries one of thousands."""


def _grouped(rows: Sequence[Row]) -> str:
    """How numbers were read that may be thousands, where semicolons stand between cells."""
    for cells in zip(*(row.cells for row in rows[1:]), strict=False):
        if all(map(GROUPED.fullmatch, cells)):
            cell = next((cell for cell in cells if cell.strip("+-")[0] != "0"), cells[0])
            whole = cell.replace(".", "").lstrip("0")
            return f"decimal points: {cell} is read as {float(cell):g}, not {whole}"
    return ""


def _first(rows: Sequence[Row], looks: Callable[[str], bool]) -> tuple[int, str] | None:
    """The line and the text of the first cell below the header that looks so, if there is one."""
    found = ((row.line, cell.strip()) for row in rows[1:] for cell in row.cells if looks(cell))
    return next(found, None)


def _pointed(cell: str) -> str:
    """A cell with a decimal point, if it is a number with a decimal comma."""
    return cell.replace(",", ".") if DECIMAL.fullmatch(cell) else cell
