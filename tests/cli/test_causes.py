"""A cause is said when a run shows it, with the number that shows it, and what is advised is typed
here and run: it must do what was promised. And of a run that goes well nothing false is said.
"""

from __future__ import annotations

import json
import re
import shlex
from dataclasses import replace
from typing import NamedTuple

import pytest

from backprop_tui.engine import PRESETS, Runs
from backprop_tui.report.advice.ahead import OFF
from backprop_tui.report.advice.remarks import Remark
from backprop_tui.report.text.companion import Companion
from backprop_tui.report.text.progress import Progress
from tests.cli.conftest import Commands

OPTIONS = re.compile(r"(?:Try |with |more units \()((?:--[a-z0-9-]+(?: [a-z0-9.]+)? ?)+)")
"""What is advised, as it is typed."""


class Caused(NamedTuple):
    """A command line and what is said of it.

    Attributes:
        words: The command line.
        about: The name of the cause.
        parts: Of what is said.
        helps: Whether what is advised gets every case right.
    """

    words: str
    about: str
    parts: tuple[str, ...]
    helps: bool = True


CAUSED = (
    Caused(
        "--steps 600",
        "plateau",
        (
            "Plateau near 0.25: all 4 answers lie between 0.500 and 0.504: the units hardly tell",
            "Keep going",
        ),
        helps=False,
    ),
    Caused("--steps 3000", "solved", ("every case right since step 1,141.",), helps=False),
    Caused(
        "--hidden none --steps 600",
        "one line",
        (
            "The loss has stayed at 0.25 for 300 steps. No line separates 01, 10 from 00, 11",
            "four answers of ½ are its best. Try --hidden 4.",
        ),
    ),
    Caused("--hidden none --bias --loss bce --steps 600", "one line", ("answers of ½",)),
    Caused("--problem and --hidden none --steps 600", "one line", ("Try --bias",)),
    Caused(
        "--problem parity-3 --preset none --hidden none --bias --steps 600",
        "one line",
        ("No plane separates 001, 010 from 000, 011",),
        helps=False,
    ),
    Caused("--init zeros --bias --steps 200", "alike", ("h1 to h4 are all alike", "--init normal")),
    Caused("--scale 100 --steps 600", "saturated", ("slope f′ is 2e-12", "Try --scale 0.5")),
    Caused(
        "--lr 500 --steps 600",
        "saturated",
        ("ŷ is saturated: its typical slope f′ is 6e-11 where the answer is wrong",),
    ),
    Caused(
        "--lr 20 --activation relu --bias --steps 150",
        "dead",
        ("Units h1 to h4 are dead: the slope f′ is 0 there for every input. Try --lr 1.",),
    ),
    Caused(
        "--hidden 4,4,4,4,4 --steps 600",
        "vanishing",
        ("δ is 0.1 at the output, 3e-05 in the first layer, 0.0002 times as much",),
    ),
    Caused(
        "--loss bce --bias --lr 10 --steps 600",
        "unsteady",
        ("The loss swings between 4.02 and 5.98 by turns", "rate 10 is too large. Try --lr 2."),
    ),
    Caused(
        "--problem circle --preset none --hidden 1 --bias --steps 600",
        "one line",
        ("The loss swings between", "One hidden unit hands on one number", "(--hidden 4)"),
    ),
    Caused(
        "--problem quadrants --preset none --hidden 1 --bias --steps 600",
        "one line",
        ("The loss swings between", "give it more units (--hidden 8 --lr 0.1)"),
    ),
    Caused("--l1 0.3 --steps 600", "shrunk", ("--l1 0.3 pulls the weights", "Try --l1 0.")),
    Caused(
        "--l2 0.01 --steps 2500",
        "shrunk",
        ("--l2 0.01 pulls the weights towards 0 harder", "from step 1,141 on without. Try --l2 0."),
    ),
    Caused(
        "--problem spiral --lr 1 --steps 600",
        "grown",
        ("A step sums 200 cases, too many for lr 1: try --lr 0.01.",),
        helps=False,
    ),
    Caused("--freeze W1 --steps 600", "frozen", ("W1 is frozen", "Try --freeze none.")),
    Caused(
        "--preset playground --lr 1 --steps 1000",
        "large rate",
        ("The learning rate 1 is too large: with a smaller one the same start", "--lr 0.05."),
    ),
    Caused(
        "--problem circle --preset none --hidden 2 --bias --steps 600",
        "narrow",
        ("The loss swings between", "with --hidden 3 --lr 0.01 every case"),
    ),
    Caused(
        "--hidden 2 --lr 2 --steps 4000",
        "solved again",
        ("wrong once more after it was solved", "since step 3,"),
        helps=False,
    ),
    Caused(
        "--problem circle --preset none --bias --lr 1 --steps 600",
        "summed",
        ("A step sums 200 cases, too many for lr 1: unit ŷ is saturated", "Try --lr 0.5"),
    ),
    Caused(
        "--hidden 2 --bias --steps 2500",
        "one spot",
        (
            "01 and 11 lie 0.005 apart in the hidden layer, so they get one answer, 0.50. "
            "Another start helps: with --seed 43 every case is",
        ),
    ),
    Caused("--activation tanh --steps 1500", "blind", ("Input 00 is all 0", "ŷ stays 0.5")),
    Caused("--lr 0.01 --steps 3000", "small rate", ("0.01 is small for 4 cases", "--lr 0.5")),
    Caused("--scale 0.01 --steps 2500", "near zero", ("the largest is 0.016",)),
    Caused("--lr 0 --steps 2500", "no rate", ("The learning rate is 0", "--lr 0.5")),
    Caused("--decay 0.01 --steps 2500", "shrunk", ("losing more to --decay 0.01",)),
    Caused("--output-activation step --steps 9", "no slope", ("without a slope",)),
    Caused(
        "--activation step --steps 900",
        "no slope",
        ("Units h1 to h4 are without a slope", "Try --activation sigmoid."),
    ),
    Caused("--freeze W1,W2 --steps 2200", "all frozen", ("Leave --freeze out.",), helps=False),
    Caused(
        "--preset family-trees --lr 1 --steps 500",
        "recipe",
        ("The run began with lr 1; family-trees", "begins with lr 0.005", "as it is."),
        helps=False,
    ),
    Caused(
        "--output-activation linear --bias --lr 1 --steps 200",
        "grown",
        ("The loss has grown from 1.93 to ", "the learning rate 1 is too large"),
    ),
    Caused(
        "--bug flipped-sign --steps 3000",
        "bug",
        ("It is the bug flipped-sign: the right run, without --bug, has come to 0.00",),
        helps=False,
    ),
)


@pytest.mark.parametrize("caused", CAUSED, ids=lambda caused: caused.words)
def test_a_cause_is_said_once_when_it_shows_and_what_is_advised_helps(
    command: Commands, caused: Caused
) -> None:
    words = shlex.split(caused.words)
    _, out, err = command("run", "--json", *words)
    remarks = json.loads(out)["remarks"]
    (found,) = (remark for remark in remarks if remark["about"] == caused.about)
    for part in caused.parts:
        assert part in found["said"]
    assert len({remark["about"] for remark in remarks}) == len(remarks)
    assert err.count(found["said"][1:]) == 1
    assert found["said"].isprintable()
    assert len(found["said"]) < 300
    if caused.helps:
        advised = OPTIONS.search(found["said"].replace("a smaller --lr, such as", "--lr"))
        assert advised, found["said"]
        given = [word.rstrip(".,)") for word in advised[1].split()]
        _, out, _ = command("run", "--json", *words, *given, "--steps", "8000")
        assert json.loads(out)["right_since"] is not None
    seeds = {remark["about"] for remark in remarks if "--seed" in remark["said"]}
    assert seeds <= {"bad luck", "one spot"}, "where no seed can help none is promised"


def followed(name: str, *, named: bool) -> tuple[list[Remark], float]:
    """What is said of a preset, and with what loss it ends; as if nobody knew it if not named."""
    preset = PRESETS[name]
    experiment = preset.experiment()
    runs = Runs(experiment if named else replace(experiment, preset=None))
    companion = Companion(lambda said: None)
    companion.advance(runs, preset.steps, Progress(None, preset.steps))
    return companion.told, runs.snapshot().loss


LONGEST = 10_000
"""Steps of the presets that are followed to their end."""


@pytest.mark.parametrize("named", [True, False])
@pytest.mark.parametrize(
    "name", [name for name, preset in PRESETS.items() if preset.works and preset.steps <= LONGEST]
)
def test_of_a_recipe_that_works_nothing_false_is_said(name: str, named: bool) -> None:
    told, end = followed(name, named=named)
    assert {remark.name for remark in told} <= {"plateau", "solved", "solved again"}
    for remark in told:
        if remark.name == "plateau":
            level = float(re.findall(r"near (\S+):", remark.said)[0])
            assert end < OFF * level, "it came off, as was said"
