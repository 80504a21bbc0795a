"""What a change did, in a sentence or two: which run was done before which, what became of a wire
that was cut, and whether the change alone can be the reason.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backprop_tui.report.comparison.common import same_problem, same_start, settings_apart
from backprop_tui.report.comparison.outcome import outcome
from backprop_tui.report.comparison.ran import Ran, Touched
from backprop_tui.report.names import listed, sentence

BACK = 0.25
"""A wire that has this share of the largest weight of its layer counts again."""


def compared(one: Ran, other: Ran) -> list[str]:
    """What there is to say of a run beside another one, sentence by sentence, the first first."""
    return list(_sentences(one, other))


def words(selected: str, runs: Sequence[Ran]) -> list[tuple[str, ...]]:
    """What there is to say of a selected run, and of the others if there is room for more.

    Args:
        selected: Its letter.
        runs: All that are kept; the others are measured by the first, or by that they left.

    Returns:
        The sentences, those first that are worth most, each with what may stand for it where there
        is less room.
    """
    if len(runs) < 2:
        alone = "There is one run"
        return [
            (f"{alone}: what is changed in its past, or begun anew, makes another.", f"{alone}.")
        ]
    chosen = next(run for run in runs if run.letter == selected)
    base = base_of(chosen, runs)
    said = []
    if base is not None:
        first, *more = compared(chosen, base)
        said = [(first, _came_out(chosen, base)), *((each,) for each in more)]
    others = [run for run in runs if run is not chosen]
    # Those that left it first: they tell what came of it.
    others.sort(key=lambda run: run.origin is None or run.origin[0] != selected)
    for run in others:
        its = base_of(run, runs)
        if its is not None:
            said.append((compared(run, its)[0], _came_out(run, its)))
    return said


def base_of(run: Ran, runs: Sequence[Ran]) -> Ran | None:
    """The run by which one is measured: that it left, if it is kept, else the first of all."""
    known = {each.letter: each for each in runs}
    if run.origin is not None and run.origin[0] in known:
        return known[run.origin[0]]
    return None if run is runs[0] else runs[0]


def _came_out(one: Ran, other: Ran, before: str = "") -> str:
    """How two runs came out, after something else."""
    said = f"{before}{outcome(one, other)}."
    # The letter of a run is a name, which stays as it is.
    return said if said.split(maxsplit=1)[0] in (one.letter, other.letter) else sentence(said)


def _sentences(one: Ran, other: Ran) -> Iterator[str]:
    cuts = _touched(one, other)
    yield _came_out(one, other, f"{cuts}; " if cuts else "")
    if not same_problem(one, other):
        return
    apart = settings_apart(one, other)
    by_hand = [each for each in one.events if each not in other.events]
    if apart == ["seed"] and not by_hand:
        yield "Only the seed differs: that is chance."
    elif len(apart) + len(by_hand) > 1:
        said = listed([*(name.replace("_", " ") for name in apart), *by_hand], 4, 32)
        yield f"They differ in several things, {said}: what one of them did is not told apart."
    elif not same_start(one, other):
        yield "They start from other weights: with another seed it may turn out otherwise."


def _touched(one: Ran, other: Ran) -> str:
    """What became of weights that were set in one run alone, without a full stop."""
    own = [each for each in one.touched if each not in other.touched]
    cut = [each for each in own if each.is_cut]
    if len(cut) > 1:
        back = sum(_is_back(each) for each in cut)
        return f"in {one.letter} {back} of the {len(cut)} wires that were cut grew back"
    if cut and cut[0].step == one.steps:
        return f"in {one.letter} a wire was cut at step {one.steps:,}, and no step has followed"
    if cut:
        return f"in {one.letter} the wire that was cut at step {cut[0].step:,} {_became(cut[0])}"
    if len(own) == 1:
        each = own[0]
        return (
            f"in {one.letter} {each.name}, set to {each.value:g} at step {each.step:,}, "
            f"is {each.now:.2g} now"
        )
    return ""


def _is_back(cut: Touched) -> bool:
    """Whether a wire that was cut counts again."""
    return abs(cut.now) >= BACK * cut.scale > 0


def _became(cut: Touched) -> str:
    """What became of a wire that was cut."""
    if cut.now == 0.0:
        return "stays cut" if cut.learns else "stays cut, as it does not learn"
    return "grew back" if _is_back(cut) else f"has come to {cut.now:+.2g} only"
