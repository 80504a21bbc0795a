"""Every problem as a CSV that is read again: the same bits of every number, the same answer, the
same names; and what such a file does not hold is said.
"""

from __future__ import annotations

import shlex
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import (
    PROBLEMS,
    Answer,
    Experiment,
    Problem,
    Trainer,
    find_preset,
    find_problem,
)
from backprop_tui.engine.problems import chosen
from backprop_tui.report.text.export import export_text, export_texts, export_words
from tests.engine.problems.test_logic import answers
from tests.engine.strategies import SEEDS, Targets, table


def read_again(experiment: Experiment, folder: Path) -> Experiment:
    """What the command learns that is printed beside the table of an experiment's problem."""
    path = folder / "exported.csv"
    path.write_text("\n".join(export_text(experiment.problem.source)) + "\n", encoding="utf-8")
    words = iter(export_words(experiment))
    texts: dict[str, str | bool] = {}
    for word in words:
        if word in ("--no-classes", "--standardize", "--no-standardize"):
            texts[word.removeprefix("--no-").removeprefix("--")] = word == "--standardize"
        else:
            flag, equals, text = word.removeprefix("--").partition("=")
            value = text if equals else next(words)
            texts[flag.replace("-", "_")] = str(path) if value == "FILE" else value
    return Experiment.from_options(texts)


def assert_the_same(problem: Problem, again: Problem) -> None:
    """The numbers to the last bit, the sign of 0 among them, and what they are."""
    assert again.inputs.tobytes() == problem.inputs.tobytes()
    assert again.targets.tobytes() == problem.targets.tobytes()
    assert again.answer is problem.answer
    assert again.input_names == problem.input_names
    if set(problem.input_names).isdisjoint(problem.target_names):
        assert again.target_names == problem.target_names
        assert again.class_names == problem.class_names
    else:
        assert again.target_names == tuple(f"y_{name}" for name in problem.target_names)


@pytest.mark.parametrize("name", PROBLEMS)
def test_every_problem_comes_back_with_the_same_bits(name: str, tmp_path: Path) -> None:
    experiment = Experiment(problem=PROBLEMS[name])
    again = read_again(experiment, tmp_path).problem.source
    assert_the_same(PROBLEMS[name], again)
    # With what suits it, too, and then what is learnt of it are the same numbers.
    suited = Experiment.of(name)
    other = read_again(suited, tmp_path)
    assert_the_same(suited.problem.source, other.problem.source)
    assert other.problem.inputs.tobytes() == suited.problem.inputs.tobytes()
    assert other.problem.targets.tobytes() == suited.problem.targets.tobytes()
    assert other.preset == suited.preset
    # And it is written down in words that read it so.
    texts = chosen.choosing_texts(again)
    assert ("--no-classes" in export_words(experiment)) == (texts.get("classes") == "off")


@given(answers())
def test_a_table_that_is_spelt_out_comes_back(
    tmp_path_factory: pytest.TempPathFactory, outputs: list[str]
) -> None:
    problem = find_problem(f"table:{','.join(outputs)}")
    again = read_again(Experiment(problem=problem), tmp_path_factory.mktemp("table"))
    assert_the_same(problem, again.problem)


NAMES = st.lists(
    st.text("abxyz_ ,\"';.ŷ", min_size=1, max_size=6)
    .map(str.strip)
    .filter(lambda name: name and not name[0].isdigit()),
    min_size=4,
    max_size=4,
    unique_by=str.casefold,
)


@given(SEEDS, NAMES, st.sampled_from(Targets), st.integers(-300, 300))
def test_any_numbers_and_names_come_back(
    tmp_path_factory: pytest.TempPathFactory,
    seed: int,
    names: list[str],
    targets: Targets,
    power: int,
) -> None:
    drawn = table(seed, cases=5, inputs=2, outputs=2, targets=targets)
    inputs = np.where(np.abs(drawn.inputs) < 0.1, -0.0, drawn.inputs * 10.0**power)
    problem = Problem("t", "", inputs, drawn.targets, names[:2], names[2:])
    again = read_again(Experiment(problem=problem), tmp_path_factory.mktemp("any")).problem
    assert again.inputs.tobytes() == problem.inputs.tobytes()
    assert again.targets.tobytes() == problem.targets.tobytes()
    assert again.answer is problem.answer
    assert (again.input_names, again.target_names) == (problem.input_names, problem.target_names)


def test_what_is_made_of_a_table_is_in_the_command_and_not_in_the_file(tmp_path: Path) -> None:
    experiment = Experiment(
        problem=PROBLEMS["encoder-4-2-4"], levels=(-1, 1), standardize=True, test=0.25, test_seed=7
    )
    assert list(export_text(experiment.problem.source))[1] == "1,0,0,0,1,0,0,0"
    again = read_again(experiment, tmp_path)
    assert again.problem.inputs.tobytes() == experiment.problem.inputs.tobytes()
    assert again.problem.targets.tobytes() == experiment.problem.targets.tobytes()
    assert again.problem.rows == experiment.problem.rows
    said = list(export_texts(experiment))
    assert said[0].startswith("learn it again with backprop-tui --data FILE --no-classes ")
    assert said[-1] == (
        "the file holds the table as it is without --standardize --test 0.25 --test-seed 7 "
        "--levels=-1,1"
    )


def test_points_that_are_drawn_come_back_as_they_were_drawn(tmp_path: Path) -> None:
    experiment = Experiment(
        problem=PROBLEMS["spiral"], cases=30, noise=0.2, problem_seed=3, features=("x1", "x1x2")
    )
    problem = experiment.problem.source
    assert len(problem.inputs) == 30
    assert not np.array_equal(problem.inputs, PROBLEMS["spiral"].inputs[:30])
    again = read_again(experiment, tmp_path)
    assert_the_same(problem, again.problem.source)
    assert again.problem.inputs.tobytes() == experiment.problem.inputs.tobytes()
    assert list(export_texts(experiment)) == [
        "learn it again with backprop-tui --data FILE --features 'x1,x1*x2'",
        "the file does not hold how its points were drawn or the settings that suit it "
        "(--preset spiral)",
        "the file holds the table as it is without --features 'x1,x1*x2'",
    ]


def test_it_is_learnt_with_what_suits_it_and_only_what_differs_is_said(tmp_path: Path) -> None:
    """The words of a preset hold for a table, too; what is otherwise is put in their place."""
    spiral = Experiment.of("spiral", test=0.25)
    assert shlex.join(export_words(spiral)) == "--preset spiral --data FILE --test 0.25"
    plain = Experiment.of("spiral", standardize=False)
    assert shlex.join(export_words(plain)) == "--preset spiral --data FILE --no-standardize"
    page = find_preset("playground").experiment(test=None)
    assert shlex.join(export_words(page)) == "--preset playground --data FILE --test none"
    assert list(export_texts(spiral))[1:] == [
        "the file does not hold how its points were drawn",
        "the file holds the table as it is without --standardize --test 0.25",
    ]
    for experiment in (spiral, page, Experiment.of("family-trees", seed=42)):
        again = read_again(experiment, tmp_path)
        first, second = Trainer(experiment), Trainer(again)
        first.step(25)
        second.step(25)
        weights = zip(first.snapshot().weights, second.snapshot().weights, strict=True)
        assert all(np.array_equal(mine, its) for mine, its in weights)


def test_names_that_mark_no_targets_are_given_to_the_command() -> None:
    problem = Problem("t", "", [[1, 2]], [[3]], ["y", "width, cm"], ["price (€)"])
    assert shlex.join(export_words(Experiment(problem=problem))) == (
        "--data FILE --target 'price (€)'"
    )
    assert next(export_text(problem)) == 'y,"width, cm",price (€)'


def test_what_a_file_does_not_hold_is_said() -> None:
    full = Problem(
        "t",
        "",
        [[1, 0], [0, 1]],
        [1, 0],
        ["a", "b"],
        ["a"],
        answer=Answer.VALUES,
        held_out=[1],
        case_names=["one", "two"],
        groups=[1, 1],
        picture="mirror",
        preset={"hidden": (2,)},
    )
    said = list(export_texts(Experiment(problem=full)))
    assert said == [
        "learn it again with backprop-tui --data FILE",
        "targets have a y_ before their names, because inputs have the same names",
        "the file does not hold that its 0 and 1 are measured values, the groups of its inputs "
        "(1+1), which cases it holds out (2), the names of its cases, the settings that suit it or "
        "its picture",
    ]
    one = Problem("t", "", [[1, 0], [0, 1]], [1, 0], case_names=["one", "two"])
    assert list(export_texts(Experiment(problem=one)))[1:] == [
        "the file does not hold the names of its cases"
    ]
    assert len(list(export_texts(Experiment()))) == 1
