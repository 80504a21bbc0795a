"""What a network can be asked to learn: built-in families of problems, one a file, and tables of
your own. A problem named here appears by itself on the command line, in the list of problems and in
the palette.
"""

from __future__ import annotations

from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.arithmetic import ARITHMETIC
from backprop_tui.engine.problems.catalogue import BuiltIn, Catalogue, Family, Spelt
from backprop_tui.engine.problems.encoder import ENCODERS
from backprop_tui.engine.problems.family_trees import FAMILY_TREES
from backprop_tui.engine.problems.logic import LOGIC
from backprop_tui.engine.problems.plane import PLANE
from backprop_tui.engine.problems.problem import Problem
from backprop_tui.engine.problems.symmetry import SYMMETRY
from backprop_tui.engine.problems.worked import WORKED
from backprop_tui.engine.reading.columns import read_names, write_names

__all__ = [
    "ALIASES",
    "PROBLEMS",
    "Answer",
    "BuiltIn",
    "Catalogue",
    "Family",
    "Problem",
    "Spelt",
    "find_problem",
    "read_names",
    "write_names",
]

PROBLEMS = Catalogue(
    LOGIC,
    PLANE,
    Family("the classics of 1986", (*SYMMETRY, *ENCODERS, *ARITHMETIC, *FAMILY_TREES)),
    Family("worked examples of the literature", WORKED),
)
"""Every built-in problem by its name; a family adds itself here."""

ALIASES = {
    "majority": "majority-3",
    "parity": "parity-4",
    "gauss": "gaussians",
    "xor-plane": "quadrants",
    "reg-plane": "plane",
    "reg-gauss": "hills",
    "encoder": "encoder-8-3-8",
}
"""Other names: short ones, of parity and encoder of the size that the 1986 chapter shows, and those
that TensorFlow Playground has for points in a plane.
"""


def find_problem(name: str) -> Problem:
    """The built-in problem of that name, in upper or lower case, `parity3` as well as `parity-3`.

    Raises:
        BadSetting: If there is none.
    """
    wanted = name.strip().lower()
    if (spelt := PROBLEMS.usual(wanted)) is not None:
        return PROBLEMS[spelt]
    plain = {known.replace("-", ""): known for known in (*PROBLEMS, *ALIASES)}
    known = plain.get(wanted.replace("-", ""))
    if known is None:
        raise BadSetting(f"there is no problem {name[:40]!r}; {_instead(wanted)}")
    return PROBLEMS[ALIASES.get(known, known)]


def _instead(name: str) -> str:
    """Which problem may be meant by a name that there is not, and which ones there are."""
    from difflib import get_close_matches

    near = get_close_matches(name[:40], (*PROBLEMS, *ALIASES), n=1, cutoff=0.6)
    said = f"did you mean {near[0]}? Choose" if near else "choose"
    return f"{said} from {', '.join(PROBLEMS.shown)} (`backprop-tui problems` lists them)"
