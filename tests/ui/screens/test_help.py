"""Whatever is shown is explained, so the help is compared with what is shown: every key that has an
explanation, every mark of the panes. It is made of the bindings, and cannot fall behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np
import pytest
from textual.binding import Binding
from textual.content import Content

from backprop_tui.engine import ACTIVATIONS, BUGS, LOSSES, PROBLEMS, Answer, Start, Trainer
from backprop_tui.report.ledger import ledger
from backprop_tui.report.text.about import about
from backprop_tui.report.walk import walk
from backprop_tui.ui.drawing.canvas import Look
from backprop_tui.ui.keys import keys
from backprop_tui.ui.run_state import State
from backprop_tui.ui.screens.help import GROUPS, columns, key_lines, mark_lines, now_lines
from backprop_tui.ui.screens.ledger import LedgerScreen
from backprop_tui.ui.screens.ledger.table import columns_of
from backprop_tui.ui.screens.marks import marks
from backprop_tui.ui.screens.walkthrough import WalkThrough
from backprop_tui.ui.view import View
from backprop_tui.ui.widgets import header
from tests.engine.strategies import suited
from tests.ui.drawn import ASCII, UNICODE, experiment, painted, predictions, view
from tests.ui.panes.test_predictions import table

LOOKS = pytest.mark.parametrize("look", [UNICODE, ASCII], ids=["unicode", "ascii"])


def plain(lines: list[str]) -> str:
    return "\n".join(Content.from_markup(line).plain for line in lines)


SCREENS = {
    "dashboard": keys(),
    "walk-through": WalkThrough.EXPLAINED,
    "ledger": LedgerScreen.EXPLAINED,
}


@LOOKS
@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
def test_every_key_with_an_explanation_has_a_line(keys: Sequence[Binding], look: Look) -> None:
    lines = plain(key_lines(keys, look)).split("\n")
    for binding in keys:
        assert binding.tooltip or not binding.show, "what the last line names is explained"
        if binding.tooltip:
            shown = look.glyphs(binding.key_display or binding.key).strip()
            assert any(
                line.strip().startswith(shown) and line.endswith(binding.tooltip) for line in lines
            ), binding


def test_every_key_belongs_to_a_group_and_is_explained_by_itself_or_by_its_twin() -> None:
    text = plain(key_lines(keys(), UNICODE))
    for binding in keys():
        assert binding.id
        assert binding.id.split(".")[0] in GROUPS
        assert binding.description
        explained = binding.tooltip or (binding.key_display or binding.key) in text
        assert explained or binding.id.startswith("look.pane-"), binding


@pytest.mark.parametrize("keys", SCREENS.values(), ids=SCREENS)
def test_the_keys_of_a_screen_stand_under_their_headings_and_no_heading_stands_alone(
    keys: Sequence[Binding],
) -> None:
    lines = plain(key_lines(keys, UNICODE)).split("\n")
    used = {(binding.id or ".").split(".")[0] for binding in keys if binding.tooltip}
    headings = {line: k for k, line in enumerate(lines) if line in GROUPS.values()}
    assert headings.keys() == {GROUPS[group] for group in used}
    assert all(lines[k + 1].startswith(" ") for k in headings.values())


@LOOKS
@pytest.mark.parametrize("width", [30, 57, 71])
def test_every_mark_is_explained_within_the_page(look: Look, width: int) -> None:
    lines = plain(mark_lines(look, width)).split("\n")
    text = " ".join(" ".join(lines).split())
    for mark, meaning in (entry for group in marks().values() for entry in group):
        assert " ".join(look.glyphs(mark).split()) in text
        assert " ".join(look.glyphs(meaning).split()) in text
    assert max(map(len, lines)) <= max(33, width)


def test_every_state_is_explained() -> None:
    named = dict(marks()["The first line"])
    for state in State:
        assert state.value[0].split()[-1] in named


def test_in_plain_letters_the_page_is_plain() -> None:
    text = plain([*key_lines(keys(), ASCII), *mark_lines(ASCII, 60)])
    assert text.count("?") == 1, "the key itself; every other mark has a plain form"


def shapes(texts: Iterable[str]) -> set[str]:
    """Words and signs; a number, whichever it is, is a 9."""
    text = re.sub(r"\d[\d,.]*(e-?\d+)?k?", "9", " ".join(texts))
    text = re.sub(r"9(-9)+", "9-9", text).replace("+b", " +b")
    return {word.strip(",:;()'") for word in text.split()}


def explained(*groups: str) -> set[str]:
    """What these parts of the help speak of."""
    return shapes(text for group in groups or marks() for entry in marks()[group] for text in entry)


PLAIN = view(240)
START = Start((np.zeros((2, 1)),), None, "start.json")
SEVERAL = suited("half-sse")["problem"]
HEADERS = [
    PLAIN,
    view(bias=True, momentum=0.9, batch_size=2, speed=float("inf")),
    view(hidden=(), start=START),
    view(hidden=(3, 3), training=True, rate=1234.6, speed=16384.0),
    replace(PLAIN, snapshot=replace(PLAIN.snapshot, by_hand=1)),
    replace(PLAIN, snapshot=replace(PLAIN.snapshot, by_hand=2)),
    *(view(**suited(loss)) for loss in LOSSES),
    *(view(activation=name) for name in ACTIVATIONS),
    *(view(problem=SEVERAL, output_activation=name) for name in ACTIVATIONS),
    *(view(bug=name) for name in BUGS),
    *(view(complaint=complaint) for complaint in ("slow line: ssh -C", "slow terminal")),
]


@pytest.mark.parametrize("seen", HEADERS)
def test_all_that_the_first_line_may_say_is_explained(seen: View) -> None:
    line = painted(header.paint, seen, 220, 1).rows()[0]
    for name in (*BUGS, seen.snapshot.experiment.problem.name.upper()):
        line = line.replace(name, "")
    known = explained("The first line")
    for shown in shapes([line]):
        if any(sign.isalnum() for sign in shown) and shown != "9":
            assert shown in known or known.issuperset(shown.split("/")), shown


def test_every_column_and_every_phase_is_explained() -> None:
    known = explained()
    kept_small = Trainer(experiment(momentum=0.5, l2=0.1, decay=0.1))
    kept_small.step()
    columns = columns_of(ledger(kept_small.record(), None))
    assert len(columns) == 9
    assert known.issuperset(title for title, _ in columns)
    for targets in ([[0.0]], [[1.0, 0.0]], [[0.5, 0.7]]):
        seen = view(problem=table([[0.0, 1.0]], targets))
        labels = painted(predictions().paint, seen, 60, 8).rows()[0]
        assert known >= {re.sub(r"x9", "x", shape) for shape in shapes([labels])} - {"9", ".9"}
    record = Trainer(experiment(bias=True, momentum=0.5)).record()
    for phase in walk(record):
        symbol = phase.symbol.rstrip("₀₁₂₃₄₅₆₇₈₉")
        assert symbol in known or f"{symbol}₁" in known, phase.symbol


@LOOKS
def test_what_runs_now_is_said_with_its_bug(look: Look) -> None:
    said = " ".join(plain(now_lines(view(bug="no-slope"), look, 70)).split())
    assert "xor: 1 if the two inputs differ" in said
    assert look.glyphs(f"no-slope: {BUGS['no-slope'].summary}") in said
    assert "BUG" not in plain(now_lines(view(), look, 70))
    said = " ".join(plain(now_lines(view(standardize=True, test=1), look, 70)).split())
    assert "cases inputs are standardized, (value - mean)/spread, to mean 0" in said
    assert "1 of the 4 cases is put aside" in said
    assert "put aside" not in plain(now_lines(view(), look, 70))


def test_of_a_data_file_the_page_says_what_is_learnt_and_what_its_columns_are_called_here() -> None:
    problem = replace(PROBLEMS["xor"], path="s.csv", input_names=("a[b]", "c"))
    one = replace(problem, target_names=("Salary",))
    assert columns(one) == {"learns": "Salar = ŷ = Salary", "from": "x1 = a[b], x2 = c"}
    assert "x1 = a[b], x2 = c" in plain(now_lines(view(problem=one), UNICODE, 70))
    several = replace(
        problem, targets=np.zeros((4, 2)), target_names=("y_length_cm", "y_length_mm")
    )
    assert columns(several)["learns"] == (
        "y_le_cm = y_l_c = ŷ1 = y_length_cm, y_le_mm = y_l_m = ŷ2 = y_length_mm"
    )
    assert columns(PROBLEMS["xor"]) == {}
    classes = replace(
        problem, targets=np.eye(2)[[0, 1, 1, 0]],
        target_names=("species=versicolor", "species=virginica"),
        class_names=("versicolor", "virginica"), answer=Answer.CLASSES,
    )  # fmt: skip
    assert columns(classes)["learns"] == (
        "versicol = versi = ŷ1 = species=versicolor, virginic = virgi = ŷ2 = species=virginica"
    )


def test_what_the_first_line_of_a_small_screen_leaves_out_is_in_the_help_and_on_the_page() -> None:
    """Its noise, its features, its levels, what is put aside and that it is standardized."""
    settings = {"noise": 0.25, "features": ("x1", "x1*x2"), "test": 40, "standardize": True}
    spiral = view(problem=PROBLEMS["spiral"], **settings)
    levels = view(problem=PROBLEMS["parity-4"], levels=(0.1, 0.9))
    for seen, facts in (
        (spiral, ("with noise 0.25", "sees x1, x1*x2", "standardized", "40 of the 200 cases")),
        (levels, ("a 0 among the targets is learnt as 0.1, a 1 as 0.9",)),
    ):
        now = plain(now_lines(seen, UNICODE, 62))
        page = " ".join(told.text for told in about(seen.snapshot.experiment, seen.snapshot))
        for text in (now, page):
            said = re.sub(r"\s+", " ", text)
            assert all(fact in said for fact in facts), said
