"""Runs scripts where nothing of the program is: in another process, all of them in one, because it
takes longer to start than they do.
"""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from typing import Any, NamedTuple

from backprop_tui.engine import Experiment, Trainer
from backprop_tui.engine.runs.by_hand import Events
from backprop_tui.report.script import script_text

ALONE = """
import contextlib, io, json, sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.startswith("backprop_tui"):
            raise ImportError(name)

sys.meta_path.insert(0, Hidden())
printed = []
for text in json.load(sys.stdin):
    place = io.StringIO()
    ended = None
    with contextlib.redirect_stdout(place):
        try:
            exec(compile(text, "script", "exec"), {"__name__": "__main__"})
        except SystemExit as exit:
            ended = str(exit)
    printed.append((place.getvalue(), ended))
json.dump(printed, sys.stdout)
"""

LOSSES = re.compile(r"^step (\d+): loss (\S+?)(?:, test loss (\S+))?$", re.MULTILINE)
ARRAY = re.compile(r"^(W|b|theta)(\d+) = (.*)$", re.MULTILINE)
RIGHT = re.compile(r"^(\d+) of (\d+) right$", re.MULTILINE)


class Run(NamedTuple):
    """What decides a run and what is printed of it."""

    experiment: Experiment
    events: Events = ()
    steps: int = 24
    every: int = 5

    @property
    def text(self) -> str:
        return script_text(*self)


class Told(NamedTuple):
    """The numbers of a run, all their bits."""

    losses: list[tuple[int, str, str | None]]
    arrays: list[Any] | None
    right: int | None


def bits(value: float) -> str:
    """Of numbers that are none there is one."""
    return "nan" if math.isnan(value) else float(value).hex()


def told(run: Run) -> Told:
    """What the program itself has of a run."""
    trainer = Trainer(run.experiment, run.events)
    losses = []
    for step in (*range(0, run.steps, run.every), run.steps):
        trainer.step(step - trainer.step_number)
        now = trainer.snapshot()
        test = None if now.held_out is None else bits(now.held_out.loss)
        losses.append((now.step, bits(now.loss), test))
        if now.step < step or (now.diverged and step < run.steps):
            return Told(losses, None, None)
    arrays = [array.tolist() for array in (*now.weights, *(now.biases or ()))]
    return Told(losses, json.loads(json.dumps(arrays)), int(now.right.sum()))


def scripts_tell(texts: Sequence[str]) -> list[Told]:
    """What scripts print."""
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            [sys.executable, "-W", "ignore::RuntimeWarning", "-c", ALONE],
            input=json.dumps(texts),
            capture_output=True,
            encoding="utf-8",
            check=False,
            cwd=folder,
            env=os.environ | {"PYTHONUTF8": "1"},
        )
    assert done.returncode == 0, done.stderr
    return [_read(printed, ended) for printed, ended in json.loads(done.stdout)]


def _read(printed: str, ended: str | None) -> Told:
    losses = [
        (int(step), bits(float(loss)), bits(float(test)) if test else None)
        for step, loss, test in LOSSES.findall(printed)
    ]
    if ended is not None:
        assert ended == "the loss is no number any more: steps were too large"
        return Told(losses, None, None)
    named = sorted(ARRAY.findall(printed), key=lambda found: (found[0] != "W", int(found[1])))
    arrays = [
        json.loads(text.replace("nan", "NaN").replace("inf", "Infinity")) for *_, text in named
    ]
    found = RIGHT.search(printed)
    assert found is not None
    return Told(losses, arrays, int(found[1]))


def assert_told(runs: Sequence[Run]) -> None:
    """Every script prints the losses and weights of its run, bit for bit."""
    texts = [run.text for run in runs]
    for run, text, printed in zip(runs, texts, scripts_tell(texts), strict=True):
        # As text, because NaN is no NaN.
        assert repr(printed) == repr(told(run)), f"{run.experiment.to_command()}\n{text}"
