"""A problem as an experiment learns it: some cases put aside, features in place of the inputs, the
numbers brought to mean 0 and spread 1, bits to other levels than 0 and 1. What is done to the cases
that are put aside is decided by the others alone, because a test that one has looked at is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from functools import cached_property, lru_cache
from typing import NamedTuple

from backprop_tui.engine.core.calls import Array
from backprop_tui.engine.errors import BadSetting
from backprop_tui.engine.problems.answer import Answer
from backprop_tui.engine.problems.aside import put_aside
from backprop_tui.engine.problems.features import Feature, computed, features, require_room
from backprop_tui.engine.problems.levels import PLAIN, Levels
from backprop_tui.engine.problems.plane import redrawn
from backprop_tui.engine.problems.problem import Problem
from backprop_tui.engine.problems.scaling import Scaling


class Preparation(NamedTuple):
    """What is to be done to a problem.

    Attributes:
        standardize: Whether its numbers are brought to mean 0 and spread 1.
        test: How many cases are put aside: a share of them, or from 1 on their number; `None`
            for those that the problem holds out itself, if any.
        seed: Decides which ones.
        levels: What a 0 and a 1 among targets are learnt as.
        features: What is shown in place of the inputs, as it is typed; empty for themselves.
        cases: How many points are drawn; `None` for the usual number, or where none are.
        noise: With how much noise, likewise.
        problem_seed: Which ones, likewise.
    """

    standardize: bool = False
    test: float | None = None
    seed: int = 0
    levels: Levels = PLAIN
    features: tuple[str, ...] = ()
    cases: int | None = None
    noise: float | None = None
    problem_seed: int | None = None


class Prepared(Problem):
    """Some cases of a problem, perhaps with other numbers.

    Args:
        source: The problem.
        cases: Which of its cases, from 0.
        scalings: Of the inputs and of the targets; `None` for those that stay as they are.
        preparation: What led to it.
        testing: The cases that are put aside.
        features: What is shown in place of the inputs; empty for themselves.
    """

    def __init__(
        self,
        source: Problem,
        cases: Sequence[int],
        scalings: tuple[Scaling | None, Scaling | None],
        preparation: Preparation,
        testing: Prepared | None = None,
        features: tuple[Feature, ...] = (),
    ) -> None:
        self._put("_source", source)
        self._put("_rows", tuple(cases))
        self._put("_testing", testing)
        self._put("_scalings", scalings)
        self._put("_features", features)
        self._put("preparation", preparation)
        rows = list(cases)
        self._put("_own", (source.inputs[rows], source.targets[rows]))
        inputs, targets = self._own
        changed: dict[str, object] = {
            "inputs": self.seen(inputs),
            "targets": targets if scalings[1] is None else scalings[1].applied(targets),
            "held_out": (),
            "case_names": source.called(rows),
        }
        if features:
            # What is said of the inputs is not said of features.
            changed |= {"input_names": self.features, "picture": "", "groups": ()}
            changed |= {"layout": (), "layout_names": ()}
        given = {each.name: getattr(source, each.name) for each in fields(Problem)}
        super().__init__(**given | changed)
        if preparation.levels != PLAIN:
            # They have been checked as the bits that they are.
            self._put("targets", preparation.levels.of(self.targets))
            self._put("_own", (self._own[0], self.targets))

    def _put(self, name: str, value: object) -> None:
        object.__setattr__(self, name, value)

    _source: Problem
    _rows: tuple[int, ...]
    _testing: Prepared | None
    _own: tuple[Array, Array]
    _scalings: tuple[Scaling | None, Scaling | None]
    _features: tuple[Feature, ...]
    preparation: Preparation

    @property
    def source(self) -> Problem:
        """The problem as it was given, with all its cases."""
        return self._source

    @property
    def is_aside(self) -> bool:
        """Whether it holds the cases that are put aside, and not those that are learnt."""
        return self._testing is None and len(self._rows) < len(self._source.inputs)

    @cached_property
    def alone(self) -> Problem:
        """The same cases and numbers as a problem that was never anything else; bits are bits."""
        given = {each.name: getattr(self, each.name) for each in fields(Problem)}
        if self.levels != PLAIN:
            given["targets"] = self.levels.bits(self.targets)
        return Problem(**given | {"recipe": None})

    @property
    def levels(self) -> Levels:
        """What a 0 and a 1 among its targets are learnt as."""
        return self.preparation.levels

    @property
    def rows(self) -> Sequence[int]:
        """Which case of the source each one is, from 0."""
        return self._rows

    @property
    def scalings(self) -> tuple[Scaling | None, Scaling | None]:
        """What has brought inputs and targets to mean 0 and spread 1, where that was done."""
        return self._scalings

    @property
    def testing(self) -> Problem | None:
        """The cases that are put aside, with the same done to them; `None` if none is."""
        return self._testing

    @property
    def input_columns(self) -> tuple[str, ...]:
        """The inputs as a table names them, whatever is shown in their place."""
        return self._source.input_columns

    @property
    def features(self) -> tuple[str, ...]:
        """What is shown of the inputs in their place, by name; empty for themselves."""
        return tuple(feature.name for feature in self._features)

    def featured(self, points: Array) -> Array:
        """The features of points (…, inputs) of the source, in their own units."""
        return computed(self._features, points) if self._features else points

    def seen(self, points: Array) -> Array:
        """What the network sees of points (…, inputs) of the source, whether cases or not."""
        scaling, values = self.scalings[0], self.featured(points)
        return values if scaling is None else scaling.applied(values)

    @property
    def own_inputs(self) -> Array:
        """x as the source has them, (cases, inputs of the source)."""
        return self._own[0]

    @property
    def own_targets(self) -> Array:
        """y in their own units, (cases, outputs)."""
        return self._own[1]

    def own_outputs(self, outputs: Array) -> Array:
        """Outputs (…, outputs) in the units of the targets."""
        scaling = self.scalings[1]
        return outputs if scaling is None else scaling.undone(outputs)

    @property
    def tolerance(self) -> Array:
        """How far a right prediction of a value may be off, (outputs,): as in the source, of
        whose targets those of a few cases may be a narrow part.
        """
        scaling = self.scalings[1]
        whole = self._source.tolerance
        return whole if scaling is None else whole / scaling.spread


def prepared(problem: Problem, preparation: Preparation) -> Problem:
    """A problem with that done to it; itself if nothing is to be done.

    What was done to it before is undone first; cases that were put aside are a problem of
    their own.

    Raises:
        BadSetting: If not enough cases are left, if numbers cannot be standardized, if values are
            to have levels, if there is no such feature, or if it is to be drawn again and is not
            drawn.
    """
    was = problem if isinstance(problem, Prepared) else None
    source = redrawn(
        was.alone if was is not None and was.is_aside else problem.source,
        preparation.cases,
        preparation.noise,
        preparation.problem_seed,
    )
    shown = features(preparation.features, source.input_names)
    # What it comes to, however it was asked for.
    meant = Preparation(
        preparation.standardize,
        preparation.test,
        preparation.seed,
        preparation.levels,
        tuple(feature.name for feature in shown),
    )
    if was is not None and was.source is source and was.preparation == meant:
        return was
    return _prepared(source, meant)


@lru_cache(32)
def _prepared(source: Problem, preparation: Preparation) -> Problem:
    """The same for a problem as it was given; for one preparation always the same."""
    _require_bits(source, preparation.levels)
    held_out = put_aside(source, preparation.test, preparation.seed)
    if not held_out and preparation == Preparation(test=preparation.test, seed=preparation.seed):
        return source
    training = sorted(set(range(len(source.inputs))) - set(held_out))
    scalings: tuple[Scaling | None, Scaling | None] = (None, None)
    names, inputs, shown = (
        source.input_names,
        source.inputs,
        features(preparation.features, source.input_names),
    )
    if shown:
        names, inputs = tuple(feature.name for feature in shown), computed(shown, inputs)
        require_room(shown, inputs)
    if preparation.standardize:
        scalings = (
            Scaling.of(inputs[training], names),
            Scaling.of(source.targets[training], source.target_names)
            if source.answer is Answer.VALUES
            else None,
        )
    testing = (
        Prepared(source, held_out, scalings, preparation, features=shown) if held_out else None
    )
    return Prepared(source, training, scalings, preparation, testing, shown)


def _require_bits(source: Problem, levels: Levels) -> None:
    """Refuse levels where targets are no 0 and 1."""
    if levels != PLAIN and source.answer is Answer.VALUES:
        raise BadSetting(
            f"levels say what a 0 and a 1 among targets are learnt as, and those of {source.name} "
            "are measured values: leave --levels out"
        )
