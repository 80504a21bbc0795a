"""Words become columns of 0 and 1, each case with one 1 in the columns of its words, and no number
is ever taken for a word unless somebody asks for it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import Answer, Experiment, Problem, read_table
from tests.engine.refusals import refused


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "fruit.csv"


def read(
    path: Path, content: str, *targets: str, drops: bool = False, coded: bool = False
) -> Problem:
    path.write_text(content, encoding="utf-8")
    return read_table(str(path), targets, drops=drops, coded=coded)


FRUIT = "colour,weight,kind\nred,5,plum\ngreen,9,apple\nred,8,apple\n"


def test_words_are_classes_of_a_target_and_columns_of_an_input(table: Path) -> None:
    problem = read(table, FRUIT, "Kind")
    assert problem.input_names == ("colour=green", "colour=red", "weight")
    assert problem.inputs.tolist() == [[0, 1, 5], [1, 0, 9], [0, 1, 8]]
    assert problem.target_names == ("kind=apple", "kind=plum")
    assert problem.targets.tolist() == [[0, 1], [1, 0], [1, 0]]
    assert (problem.answer, problem.class_names) == (Answer.CLASSES, ("apple", "plum"))
    assert problem.target_choice == problem.target_columns == ("kind",)
    assert problem.input_columns == ("colour", "weight")
    assert problem.notes == (
        "colour became 2 inputs, one a value: green, red",
        "kind became 2 outputs, one a class: apple, plum",
    )


WORDS = st.text(st.characters(categories=["L"]), min_size=1, max_size=5).filter(
    lambda word: word.lower() not in ("na", "nan", "null", "none", "nil", "inf", "infinity")
)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12))
def test_every_case_has_one_1_in_the_columns_of_its_words(
    rows: list[tuple[str, str]],
) -> None:
    from tempfile import TemporaryDirectory

    rows.append((rows[0][0], f"{rows[0][1]}q"))
    text = "\n".join(["a,y", *map(",".join, rows)])
    with TemporaryDirectory() as folder:
        problem = read(Path(folder) / "t.csv", text)
        again = read(Path(folder) / "t.csv", "\n".join(["a,y", *map(",".join, reversed(rows))]))
    for names, values, column in (
        (problem.input_names, problem.inputs, [f"a={a}" for a, _ in rows]),
        (problem.class_names, problem.targets, [y for _, y in rows]),
    ):
        assert list(names) == sorted(set(column))
        assert values.sum(axis=1).tolist() == [1] * len(rows)
        assert [names[place] for place in values.argmax(axis=1)] == column
    assert (again.input_names, again.class_names) == (problem.input_names, problem.class_names)
    assert np.array_equal(again.inputs, problem.inputs[::-1])


def test_words_of_several_targets_are_bits(table: Path) -> None:
    problem = read(table, FRUIT, "colour", "kind")
    assert problem.target_names == ("colour=green", "colour=red", "kind=apple", "kind=plum")
    assert (problem.answer, problem.class_names) == (Answer.BITS, ())


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["0", "1.0", "2"], ("0", "1", "2")),
        (["10", "9", "0.5"], ("0.5", "9", "10")),
        (["a", "10", "9"], ("9", "10", "a")),
    ],
)
def test_codes_are_classes_if_somebody_asks(
    table: Path, cells: list[str], words: tuple[str, ...]
) -> None:
    text = "x,y\n" + "".join(f"{k},{cell}\n" for k, cell in enumerate(cells))
    assert read(table, text, coded=True).class_names == words


def test_codes_are_numbers_if_nobody_asks_and_that_is_said(table: Path) -> None:
    text = "x,y\n5,0\n6,2\n7,1\n8,1\n"
    problem = read(table, text)
    assert problem.target_names == ("y",)
    assert problem.notes == (
        "y is learnt as numbers (0, 1, 2); if they are codes of classes: --classes",
    )
    for measured in ("x,y\n5,0\n6,2\n7,1\n", text.replace("1", "1.5"), text.replace("2", "1")):
        assert read(table, measured).notes == ()


def test_columns_of_ones_that_are_marked_as_targets_are_classes_without_the_mark(
    table: Path,
) -> None:
    assert read(table, "x,y_no,Y_yes\n1,0,1\n2,1,0\n").class_names == ("no", "yes")
    assert read(table, "x,y_,Y_yes\n1,0,1\n2,1,0\n").class_names == ("y_", "Y_yes")
    assert read(table, "x,y1,y2\n1,0,1\n2,1,0\n").class_names == ("y1", "y2")


def test_an_ending_is_a_value_where_words_are(table: Path) -> None:
    problem = read(table, 'x,y\n"a\nb",1\nnone,0\nNil,0\na b,1\n')
    assert problem.input_names == ("x=Nil", "x=a b", "x=none")


@pytest.mark.parametrize("missing", ["", "NA", "nan", "?", " - "])
def test_cases_that_lack_a_value_are_dropped_and_counted(table: Path, missing: str) -> None:
    text = f"x,colour,y\n1,red,0\n2,{missing},1\n{missing},green,1\n4,blue,{missing}\n5,red,1\n"
    with refused("line 3, column 'colour'", "(one of 3 lines of 5 with one)", "--ignore colour"):
        read(table, text)
    problem = read(table, text, drops=True)
    assert problem.inputs.tolist() == [[1, 1], [5, 1]]
    assert problem.notes == (
        "3 of 5 cases dropped: a value is missing",
        "colour became an input that is always 1: red",
    )
    with refused("--missing drop leaves no case"):
        read(table, f"x,y\n{missing},1\n2,{missing}\n", drops=True)


def test_a_stray_number_may_be_dropped_with_its_line(table: Path) -> None:
    problem = read(table, "x,z,y\n7,?,0\na,1,0\nb,2,1\na,3,1\n", drops=True)
    assert problem.input_names == ("x=a", "x=b", "z")


def test_columns_that_are_left_out_are_not_looked_at(table: Path) -> None:
    text = 'id,"a, b",x,y\n?,what,1,0\n7,5 kg,2,1\n'
    problem = read_text(table, text, "ID", "a, b")
    assert problem.input_names == ("x",)
    assert problem.origin is not None
    assert problem.origin.ignored == ("ID", "a, b")
    for names, parts in (
        (("q",), ("no column 'q'", "--ignore may name: id")),
        (("x", "X"), ("--ignore names the column 'x' twice",)),
        (("id", "a, b", "x", "y"), ("--ignore names every column",)),
        (("x", "y", "id"), ("no target",)),
        (("id", "a, b", "x"), ("no input",)),
    ):
        with refused(*parts):
            read_text(table, text, *names)
    with refused("--target and --ignore both name 'X'"):
        read_table(str(table), ("x",), ("X",))


def read_text(path: Path, content: str, *ignored: str) -> Problem:
    path.write_text(content, encoding="utf-8")
    return read_table(str(path), (), ignored)


def test_names_of_cases_are_refused_with_the_whole_option_that_leaves_them_out(
    table: Path,
) -> None:
    lines = "".join(f"{k},1,Mr. No{chr(65 + k)},{k % 2}\n" for k in range(26))
    text = f'id,"a, b",name,y\n{lines}'
    with refused("line 1, column 'name'", "26 different words in 26 cases", "--ignore name"):
        read(table, text)
    with refused("""--ignore '"a, b",name'"""):
        read_text(table, text, "a, b")
    with refused("26 different words", "learn another column, with --target NAME"):
        read(table, text, "name")
    with refused("26 different numbers"):
        read(table, text, "id", coded=True)
    problem = read_text(table, text, "name")
    assert problem.notes == (
        "id counts the cases and is an input as it stands; if it is none: --ignore name,id",
    )
    few = "name,x,y\nAda,1,0\nBob,2,1\nCy,3,1\n"
    assert read(table, few).notes == (
        "name became 3 inputs, one a value: Ada, Bob, Cy; no two cases have the same, "
        "so if it only names them: --ignore name",
    )


def test_more_words_than_classes_there_may_be_are_refused(table: Path) -> None:
    lines = "".join(f"w{'a' * (k % 65)},{k % 2}\n" for k in range(200))
    with refused("65 different words in 200 cases"):
        read(table, f"x,y\n{lines}")
    assert len(read(table, f"x,y\n{lines.replace('w' + 'a' * 64, 'w')}").input_names) == 64


@pytest.mark.parametrize(
    ("name", "first", "is_told"),
    [
        *((name, "10", True) for name in ("Index", "id", "case_id", "Row", "No", "sample number")),
        *((name, "10", False) for name in ("a", "year", "fluid", "paid", "volcano")),
        *((name, "1", True) for name in ("a", "year")),
        ("id", "-1", False),
        ("id", "1.5", False),
    ],
)
def test_a_column_that_tells_cases_apart_counts_from_anywhere(
    table: Path, name: str, first: str, is_told: bool
) -> None:
    later = [str(int(float(first)) + k) for k in (1, 2)]
    text = f"{name},x,y\n" + "".join(f"{each},0.5,0\n" for each in (first, *later))
    told = f"{name} counts the cases and is an input as it stands"
    assert (told in str(read(table, text).notes)) == is_told


def test_columns_of_which_one_is_1_are_bits_if_somebody_says_so(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("x,y_no,y_yes\n0,1,0\n1,0,1\n")
    assert read_table(str(path)).answer is Answer.CLASSES
    bits = read_table(str(path), bits=True)
    assert (bits.answer, bits.class_names) == (Answer.BITS, ())
    again = Experiment.from_options({"data": str(path), "classes": False})
    assert again.problem.answer is Answer.BITS
    assert "--no-classes" in again.to_arguments()
    assert again.to_json()["no_classes"] is True
    plain = Experiment.from_options({"data": str(path)})
    assert "--no-classes" not in plain.to_arguments()
    assert "no_classes" not in plain.to_json()
    path.write_text("x,y\n0,no\n1,yes\n")
    assert read_table(str(path), bits=True).answer is Answer.CLASSES, "words are classes"
