"""What is on the screen as a file where the person is, in the directory where the program started:
as a picture, or as plain text for a message or a diff.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

from rich.cells import cell_len

from backprop_tui.engine.keeping.whole_file import write_free
from backprop_tui.ui.drawing.glyphs import Glyphs

COLUMN = 12.2
"""Width of a column in such a picture, as Rich draws it."""

_ROW = re.compile(r"url\(#.*-line-([0-9]+)\)")
"""What says in which row a text stands."""


class Form(NamedTuple):
    """How the screen is written.

    Attributes:
        title: What it is called in a list of commands.
        summary: What it is, in a few words.
        ending: The ending of its file.
        write: From a picture of the screen to what the file holds.
    """

    title: str
    summary: str
    ending: str
    write: Callable[[str, Glyphs], str]


def text_of(picture: str, glyphs: Glyphs) -> str:
    """The characters of a picture of the screen, row by row.

    Args:
        picture: As SVG.
        glyphs: What the terminal can draw.
    """
    rows: dict[int, list[str]] = {}
    for element in ElementTree.fromstring(picture).iter():
        found = _ROW.fullmatch(element.get("clip-path", ""))
        if found is None or not element.tag.endswith("text"):
            continue
        cells = rows.setdefault(int(found[1]), [])
        column = round(float(element.get("x", "0")) / COLUMN)
        cells += " " * (column - len(cells))
        for letter in element.text or "":
            cells += [letter.replace(chr(0xA0), " "), *[""] * (cell_len(letter) - 1)]
    lines = (
        glyphs.cells("".join(rows.get(row, ()))).rstrip()
        for row in range(max(rows, default=-1) + 1)
    )
    return "".join(f"{line}\n" for line in lines)


FORMS = (
    Form(
        "Screenshot",
        "save the screen as SVG in the working directory",
        ".svg",
        lambda picture, _: picture,
    ),
    Form(
        "Screenshot as text",
        "save the screen as plain text in the working directory",
        ".txt",
        text_of,
    ),
)
"""Every way in which the screen is saved."""


def save(text: str, name: str, ending: str, folder: Path) -> Path:
    """Write it under a name that is free.

    Args:
        text: What the file holds.
        name: Its name without an ending; if a file has it a number is added.
        ending: Its ending.
        folder: Where to.

    Returns:
        Where it is.

    Raises:
        OSError: If it cannot be written. Whatever stops it, nothing of it is left.
    """
    # What was typed or named in another encoding is no reason to have no picture.
    return write_free(folder, name, ending, text.encode("utf-8", "replace"))
