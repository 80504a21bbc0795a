"""The README's table of options is made from the options themselves, so it cannot say what they do
not do. `python -m tests.readme options` prints it.
"""

from __future__ import annotations

from backprop_tui.engine import Experiment
from tests.one_more import OneMore
from tests.readme import ROOT, options


def test_the_readme_tells_every_option_that_there_is() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    start = told.index("| option | what it decides |")
    table = list(options(Experiment))
    assert told[start : start + len(table)] == table
    assert not told[start + len(table)].startswith("|")


def test_a_setting_that_is_declared_has_its_row() -> None:
    row = "| `--schedule NAME` | how the learning rate goes on: one of constant, cosine, warm-up |"
    table = list(options(OneMore))
    assert [line for line in table if line not in [*options(Experiment)]] == [row]
    assert table.index(row) == next(k for k, line in enumerate(table) if "`--bug" in line) + 1
