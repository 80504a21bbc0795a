"""A problem is a table: each row is one case, some columns are shown to the network and some it
must learn to answer. XOR is the famous one, because no single layer of weights can answer it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.problems.answer import TOLERANCE, Answer, stated_answer
from backprop_tui.engine.problems.as_given import AsGiven
from backprop_tui.engine.problems.given import (
    divided,
    laid_out,
    matrix,
    names_of,
    names_of_all,
    numbered,
    places,
    require_sizes,
    settings,
)
from backprop_tui.engine.problems.origin import Origin
from backprop_tui.engine.problems.recipe import Recipe
from backprop_tui.engine.wording import cut, printable


@dataclass(frozen=True, eq=False, init=False)
class Problem(AsGiven):
    """Inputs with their targets; the arrays are its own, and nothing can change them.

    Attributes:
        name: The name on the command line, or the file's.
        summary: One line for a list.
        inputs: x, (cases, inputs).
        targets: y, (cases, outputs).
        input_names: One a column of `inputs`.
        target_names: One a column of `targets`.
        path: The file it was read from, if any.
        target_choice: The targets, if a person chose them and not their names.
        answer: What the targets are.
        class_names: One a column of `targets`, if they are classes; none otherwise.
        held_out: The cases that nothing is learnt from, from 0, in their order.
        preset: Settings that suit it, by the names of an experiment's fields; of a built-in
            problem the name of its working preset, `{"preset": "mazur"}`.
        origin: How its table was read, if it was.
        recipe: How its points were drawn, if they were, and may be drawn again.
        picture: The name of the picture that makes its point, if it has one.
        layout: Inputs in the rows in which a picture shows them, by their places from 0.
        layout_names: One a row of those, if they have names; none otherwise.
        case_names: One a case, if its cases are things that have names; none otherwise.
        groups: How many inputs belong together, from the first on: 24 people and 12 relations;
            empty where all are alike.
    """

    name: str
    summary: str
    inputs: Array
    targets: Array
    input_names: tuple[str, ...]
    target_names: tuple[str, ...]
    path: str | None
    target_choice: tuple[str, ...]
    answer: Answer
    class_names: tuple[str, ...]
    held_out: tuple[int, ...]
    preset: Mapping[str, Any]
    origin: Origin | None
    recipe: Recipe | None
    picture: str
    layout: tuple[tuple[int, ...], ...]
    layout_names: tuple[str, ...]
    case_names: tuple[str, ...]
    groups: tuple[int, ...]

    def __init__(
        self,
        name: str,
        summary: str,
        inputs: ArrayLike,
        targets: ArrayLike,
        input_names: Iterable[str] | None = None,
        target_names: Iterable[str] | None = None,
        path: str | None = None,
        target_choice: Iterable[str] = (),
        answer: Answer | None = None,
        class_names: Iterable[str] | None = None,
        held_out: Iterable[int] = (),
        preset: Mapping[str, Any] | None = None,
        origin: Origin | None = None,
        recipe: Recipe | None = None,
        picture: str = "",
        layout: Iterable[Iterable[int]] = (),
        layout_names: Iterable[str] | None = None,
        case_names: Iterable[str] | None = None,
        groups: Iterable[int] = (),
    ) -> None:
        """Copy the numbers and check that they make a problem.

        Args:
            name: See the attributes for all of these.
            summary: One line.
            inputs: (cases, inputs), or (cases,) for one input.
            targets: (cases, outputs), or (cases,) for one output.
            input_names: `None` for x1, x2, …
            target_names: `None` for y, or y1, y2, …
            path: A file.
            target_choice: Names of columns.
            answer: `None` for what the targets look like, by `Answer.of`, once and for all.
            class_names: `None` for the names of the targets, if they are classes.
            held_out: Cases, from 0.
            preset: `None` for none.
            origin: A table's.
            recipe: That of drawn points.
            picture: Empty for none.
            layout: As many in every row.
            layout_names: As many as rows.
            case_names: `None` for none.
            groups: Numbers of inputs that add up to all of them; none for no groups.

        Raises:
            BadSetting: If it has no case, no input, no target, too many, a number that is not
                finite, as many inputs as targets not, names, a layout or groups that do not fit
                its columns, or targets that are not what `answer` says.
        """
        called = printable(str(name)) or "data"
        said = cut(called, 40)
        x, y = matrix(said, "inputs", inputs), matrix(said, "targets", targets)
        require_sizes(said, x, y)
        kind = stated_answer(said, answer, y)
        rows = laid_out(said, layout, x.shape[1])
        columns = y.shape[1]
        outputs = names_of(
            said, "target", target_names, numbered("y", columns) if columns > 1 else ("y",)
        )
        for field, value in (
            ("name", called),
            ("summary", printable(str(summary))),
            ("inputs", x),
            ("targets", y),
            ("input_names", names_of(said, "input", input_names, numbered("x", x.shape[1]))),
            ("target_names", outputs),
            ("path", path),
            ("target_choice", tuple(target_choice)),
            ("answer", kind),
            (
                "class_names",
                names_of(said, "class", class_names, outputs if kind is Answer.CLASSES else ()),
            ),
            ("held_out", places(said, held_out, len(x))),
            ("preset", settings(said, preset)),
            ("origin", origin),
            ("recipe", recipe),
            ("picture", picture),
            ("layout", rows),
            ("layout_names", names_of_all(said, "row", layout_names, len(rows))),
            ("case_names", names_of_all(said, "case", case_names, len(x))),
            ("groups", divided(said, groups, x.shape[1])),
        ):
            object.__setattr__(self, field, value)

    def __repr__(self) -> str:
        cases, inputs = self.inputs.shape
        targets, kind = self.targets.shape[1], self.answer.name.lower()
        return f"Problem({self.name}: cases {cases:,}, inputs {inputs}, targets {targets}, {kind})"

    @property
    def input_columns(self) -> tuple[str, ...]:
        """The inputs as a table names them, where a column of words is one."""
        return self.input_names if self.origin is None else self.origin.inputs

    @property
    def target_columns(self) -> tuple[str, ...]:
        """The targets, likewise."""
        return self.target_names if self.origin is None else self.origin.targets

    @property
    def notes(self) -> tuple[str, ...]:
        """What was done to its table, a sentence each."""
        return () if self.origin is None else self.origin.notes

    @property
    def training(self) -> Problem:
        """The cases that are learnt from, as a problem of their own; itself if that is all."""
        kept = set(range(len(self.inputs))) - set(self.held_out)
        return self._part(sorted(kept)) if self.held_out else self

    @property
    def testing(self) -> Problem | None:
        """The cases that are held out, as a problem of their own; `None` if none is.

        A value among them is right within a tenth of *their* range; `right` of the whole
        problem judges all cases by the range of all.
        """
        return self._part(self.held_out) if self.held_out else None

    @property
    def source(self) -> Problem:
        """The problem as it was given: itself, unless an experiment has prepared it."""
        return self

    def _part(self, cases: Sequence[int]) -> Problem:
        """Some of its cases, none of them held out; a part of what was drawn is not drawn again."""
        rows = list(cases)
        return replace(
            self,
            inputs=self.inputs[rows],
            targets=self.targets[rows],
            held_out=(),
            recipe=None,
            case_names=self.called(rows),
        )

    def called(self, cases: Iterable[int]) -> tuple[str, ...]:
        """The names of some cases, from 0; none where cases have none."""
        return tuple(self.case_names[case] for case in cases) if self.case_names else ()

    def right(self, predictions: Array) -> NDArray[np.bool_]:
        """Which cases (…, cases) the predictions (…, cases, outputs) answer right; NaN never is."""
        if self.answer is not Answer.CLASSES:
            with np.errstate(over="ignore"):
                return self.near(predictions - self.targets)
        agree = predictions.argmax(axis=-1) == self.targets.argmax(axis=-1)
        right: NDArray[np.bool_] = agree & np.isfinite(predictions).all(axis=-1)
        return right

    def near(self, residual: Array) -> NDArray[np.bool_]:
        """Which cases (…, cases) are right by their ŷ - y (…, cases, outputs), as bits and values
        are: those near enough to their targets.
        """
        off = np.abs(residual)
        bits = self.answer is Answer.BITS
        each: NDArray[np.bool_] = off < self.levels.half if bits else off <= self.tolerance
        right: NDArray[np.bool_] = np.logical_and.reduce(each, axis=-1)
        return right

    @property
    def tolerance(self) -> Array:
        """How far a right prediction of a value may be off, (outputs,)."""
        # Each end by itself, because the widest range there is would overflow.
        width = TOLERANCE * self.targets.max(axis=0) - TOLERANCE * self.targets.min(axis=0)
        return np.where(width > 0, width, TOLERANCE)
