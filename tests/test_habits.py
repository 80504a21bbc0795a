"""Tests use what everybody can use: what a test reaches into can never be changed without it. So a
name with an underscore is touched only by the class that it belongs to.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent

SOURCES = sorted(FOLDER.rglob("*.py"))

OWN = ("self", "cls")

UNAVOIDABLE = {("ui/picture.py", "app.screen._compositor")}
"""Nothing else of the toolkit's says, cell by cell, what stands on the screen."""

NAMED_TUPLE = {"_replace", "_asdict", "_fields", "_make"}
"""Public names of every named tuple, which has them so that no field's name is taken."""


def private(name: str) -> bool:
    """Whether a name says that it is nobody else's."""
    return name.startswith("_") and not name.startswith("__") and name not in NAMED_TUPLE


def reaches(source: str) -> Iterator[str]:
    """Every place in which a program touches what belongs to something else."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Attribute(value=ast.Name(id=owner)) if owner in OWN:
                continue
            case ast.Attribute(attr=name) if private(name):
                yield ast.unparse(node)
            case ast.ImportFrom(module=str(module), names=names) if module.startswith("backprop"):
                for alias in names:
                    if private(alias.name) or any(map(private, module.split("."))):
                        yield f"{module}.{alias.name}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(FOLDER)))
def test_it_touches_nothing_private(path: Path) -> None:
    name = path.relative_to(FOLDER).as_posix()
    found = {(name, reach) for reach in reaches(path.read_text(encoding="utf-8"))}
    assert found - UNAVOIDABLE == set()


def test_what_is_unavoidable_is_still_there() -> None:
    for name, reach in UNAVOIDABLE:
        assert reach in reaches((FOLDER / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "source",
    ["desk._app", "a.b._c = 1", "f()._x", "del x[0]._y", "from backprop_tui.cli import _main"],
)
def test_a_reach_is_found(source: str) -> None:
    assert len(list(reaches(source))) == 1


@pytest.mark.parametrize("source", ["self._x = cls._y", "row._replace(a=1)", "x.__dict__", "_f()"])
def test_what_is_ones_own_is_nobodys_business(source: str) -> None:
    assert list(reaches(source)) == []
