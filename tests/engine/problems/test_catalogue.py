"""Names cost nothing: a problem is made when it is asked for, and then once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from backprop_tui.engine import Problem
from backprop_tui.engine.problems import BuiltIn, Catalogue, Family


def test_a_problem_is_made_when_it_is_first_asked_for_and_once() -> None:
    made: list[str] = []

    def entry(name: str) -> BuiltIn:
        def make() -> Problem:
            made.append(name)
            return Problem(name, "", [0, 1], [0, 1])

        return BuiltIn(name, make)

    catalogue = Catalogue(Family("two", tuple(map(entry, ("b", "a")))))
    assert (list(catalogue), len(catalogue)) == (["b", "a"], 2)
    assert "a" in catalogue
    assert "c" not in catalogue
    odd: object = 3
    assert odd not in catalogue
    assert made == []
    assert catalogue["a"] is catalogue["a"]
    assert made == sorted(catalogue.made) == ["a"]
    assert [problem.name for problem in catalogue.values()] == ["b", "a"]
    assert made == ["a", "b"]
    with pytest.raises(KeyError):
        catalogue["c"]


def test_importing_makes_no_problem_and_no_array_of_one() -> None:
    code = """
import sys
import numpy as np
import backprop_tui.cli.parser
import backprop_tui.engine.presets
from backprop_tui.engine import PROBLEMS, SETTINGS, Experiment, Problem
kept = [
    f"{name}.{key}"
    for name, module in list(sys.modules.items())
    if name.startswith(("backprop_tui.engine.problems", "backprop_tui.engine.presets"))
    for key, value in vars(module).items()
    if isinstance(value, np.ndarray | Problem)
]
print(*kept, *PROBLEMS.made)
Experiment()
print(*PROBLEMS.made)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", "xor"]
