"""Which columns of a table are to be learnt. A name such as y or target says so by itself; any
other column becomes a target when a person names it, and only then.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.reading.cells import SEPARATORS
from backprop_tui.engine.wording import cut, printable, some

MARKED = re.compile(r"y[0-9]*(_.*)?|target.*", re.IGNORECASE | re.DOTALL)
"""Names that make a target by themselves: y, y1, y_2, y_pred, target, target_sum; not year."""

HOW = "name a column y or target…, or give --target NAME"


def read_names(text: str) -> tuple[str, ...]:
    """Names of columns as they stand in a row of CSV: `a,b`, `"length, cm",b`.

    Raises:
        ValueError: If it is not one row of CSV.
    """
    import csv

    try:
        rows = list(csv.reader([text], skipinitialspace=True, strict=True))
    except csv.Error as error:
        raise ValueError(str(error)) from None
    if len(rows) != 1 or not rows[0]:
        raise ValueError(text)
    return tuple(map(printable, rows[0]))


def write_names(names: Sequence[str]) -> str:
    """The same names as `read_names` takes them."""
    import csv
    import io

    text = io.StringIO()
    csv.writer(text, lineterminator="").writerow(names)
    return text.getvalue()


def targets_among(file: str, names: Sequence[str], wanted: Sequence[str]) -> list[bool]:
    """Which columns are targets: those that are wanted, or if none is, those marked by a name.

    Args:
        file: What the table is called in a refusal.
        names: The names of its columns, no two alike.
        wanted: What a person asked for.

    Raises:
        BadSetting: If none is, if all are, or if what is wanted is not there once.
    """
    if not wanted:
        is_target = [MARKED.fullmatch(name) is not None for name in names]
        if not any(is_target):
            only = f"; {SEPARATORS} separate cells" if len(names) == 1 else ""
            raise BadSetting(f"{file} has no target: {HOW} (columns: {some(names)}{only})")
        if all(is_target):
            raise BadSetting(
                f"{file} has no input: every column is a target ({some(names)}); name one "
                "otherwise, or say with --target NAME which are to be learnt"
            )
        return is_target
    places = _places(file, names, wanted, "--target")
    if len(places) == len(names):
        raise BadSetting(
            f"--target names every column of {file} ({some(names)}), which leaves no input; "
            "leave one out"
        )
    return [place in places for place in range(len(names))]


def ignored_among(
    file: str, names: Sequence[str], ignored: Sequence[str], wanted: Sequence[str]
) -> list[int]:
    """The places of the columns that are to be left out.

    Args:
        file: What the table is called in a refusal.
        names: The names of its columns, no two alike.
        ignored: What is to be left out.
        wanted: What is to be learnt.

    Raises:
        BadSetting: If one is not there once, or is to be learnt, or if no column is left.
    """
    for name in ignored:
        if name.casefold() in map(str.casefold, wanted):
            raise BadSetting(f"--target and --ignore both name {cut(name)!r}; take it out of one")
    places = _places(file, names, ignored, "--ignore")
    if len(places) == len(names):
        raise BadSetting(
            f"--ignore names every column of {file} ({some(names)}), which leaves none to learn"
        )
    return places


def _places(file: str, names: Sequence[str], chosen: Sequence[str], option: str) -> list[int]:
    """Where the columns stand that an option names, each once."""
    places = [_place(file, names, name, option) for name in chosen]
    for k, place in enumerate(places):
        if place in places[:k]:
            raise BadSetting(f"{option} names the column {cut(names[place])!r} twice")
    return places


def _place(file: str, names: Sequence[str], name: str, option: str) -> int:
    """Where a column of that name stands: as it is written, else in upper or lower case."""
    if name in names:
        return names.index(name)
    alike = [k for k, known in enumerate(names) if known.casefold() == name.casefold()]
    if len(alike) == 1:
        return alike[0]
    several = f"no column {cut(name)!r} but {some([names[k] for k in alike])}"
    reason = several if alike else f"no column {cut(name)!r}"
    raise BadSetting(f"{file} has {reason}; {option} may name: {some(names, 10)}")
