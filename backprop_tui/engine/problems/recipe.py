"""How the points of a drawn problem were drawn, so that they can be drawn again, more of them or
with noise. What is drawn hangs on these few numbers alone, and never on the seed of the weights:
whether a network learns is one question, which points it learns from is another.
"""

from __future__ import annotations

from typing import NamedTuple

CASES = 200
"""Points that are drawn where nobody asks for another number; half of them of each class."""

MOST_NOISE = 0.5
"""The most noise that is drawn."""

PROBLEM_SEED = 42
"""Decides which points are drawn, where nobody asks for others."""


class Recipe(NamedTuple):
    """What decides the points of a drawn problem.

    Attributes:
        plane: Which problem, by its name.
        cases: How many points.
        noise: How much noise, from 0 to `MOST_NOISE`.
        seed: Which points.
    """

    plane: str
    cases: int = CASES
    noise: float = 0.0
    seed: int = PROBLEM_SEED

    def asked(self, cases: int | None, noise: float | None, seed: int | None) -> Recipe:
        """The same problem, drawn as somebody asks for; what is not asked for is usual."""
        usual = Recipe(self.plane)
        return Recipe(
            self.plane,
            usual.cases if cases is None else cases,
            usual.noise if noise is None else noise,
            usual.seed if seed is None else seed,
        )
