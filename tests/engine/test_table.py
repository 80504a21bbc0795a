"""A CSV file becomes the table that it looks like, or is refused in one line that says why.
Nothing that can lie in a file, text or not, may end in a traceback.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BadSetting, Problem, read_table
from backprop_tui.engine.problems import read_text
from backprop_tui.engine.problems.table import MAX_BYTES
from tests.engine.refusals import refused


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return tmp_path / "fruit.csv"


def read(path: Path, content: str | bytes) -> Problem:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_table(str(path))


def test_a_table_is_split_by_the_names_of_its_columns(table: Path) -> None:
    problem = read(table, "weight,y1,colour,Target\n1,0,2.5,1\n-3e-2,1, 4 ,0\n")
    assert problem.inputs.tolist() == [[1.0, 2.5], [-0.03, 4.0]]
    assert problem.targets.tolist() == [[0.0, 1.0], [1.0, 0.0]]
    assert problem.input_names == ("weight", "colour")
    assert problem.target_names == ("y1", "Target")
    assert problem.name == "fruit"
    assert problem.path == str(table)
    assert str(table) in problem.summary


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbfx,y\n1,0\n2,1\n",
        b"x,y\r\n1,0\r\n2,1\r\n",
        b"x,y\r1,0\r2,1",
        b'\n"x","y"\n\n"1",0\n , \n2,"1"\n\n',
        b"  x , y \n 1 ,\t0\n2,1",
    ],
    ids=["byte order mark", "Windows", "old Mac", "quotes and blank lines", "spaces"],
)
def test_the_ways_of_writing_csv_read_the_same(table: Path, content: bytes) -> None:
    problem = read(table, content)
    assert problem.inputs.tolist() == [[1.0], [2.0]]
    assert problem.targets.tolist() == [[0.0], [1.0]]
    assert (problem.input_names, problem.target_names) == (("x",), ("y",))


@given(
    st.lists(
        st.tuples(*[st.floats(allow_nan=False, allow_infinity=False)] * 3), min_size=1, max_size=5
    )
)
def test_every_number_comes_back_with_its_bits(rows: list[tuple[float, ...]]) -> None:
    text = io.StringIO()
    csv.writer(text).writerows([("a", "y", "b"), *rows])
    # One file for all examples of a property: the fixture of a path would be shared anyway.
    problem = read_from_memory(text.getvalue())
    expected = np.array(rows)
    assert problem.inputs.tobytes() == expected[:, [0, 2]].tobytes()
    assert problem.targets.tobytes() == expected[:, [1]].tobytes()


def read_from_memory(text: str) -> Problem:
    """Read a table through a file that is gone afterwards."""
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as folder:
        return read(Path(folder) / "table.csv", text)


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("", ("is empty", "header row")),
        ("\n \n,,\n", ("is empty", "header row")),
        ("x,y\n", ("no case",)),
        ("a,b\n1,2\n", ("no target", "y… or target…", "a, b")),
        ("y,target\n1,2\n", ("no input", "y… or target…")),
        ("x,y\n1,2\n1\n", ("ragged", "case 2 has 1 cells", "the header has 2")),
        ("x,y\n1,2,3\n", ("ragged", "case 1 has 3 cells")),
        ("x,y\n1,2\n1,red\n", ("'red'", "column 'y'", "case 2", "finite number")),
        ("x,y\n1,\n", ("''", "column 'y'", "finite number")),
        ("x,y\nnan,1\n", ("'nan'", "column 'x'", "finite number")),
        ("x,y\n1,-inf\n", ("'-inf'", "finite number")),
        ("x,y\n1,1e999\n", ("'1e999'", "finite number")),
        ('x,y\n"1\n2",1\n', ("'1\\n2'", "finite number")),
        ("x,y\n1,\x1b[31m\n", ("\\x1b", "finite number")),
        (",".join(["a"] * 1000) + "\n", ("no target", "…")),
        ('"a\nb\x1b[31m",c\n1,2\n', ("no target", "y… or target…")),
        (",".join(["x"] * 257 + ["y"]) + "\n" + ",".join("0" * 258), ("257 inputs", "1 to 256")),
        (",".join(["y"] * 65 + ["x"]) + "\n" + ",".join("0" * 66), ("65 targets", "1 to 64")),
        ("x,y\n" + "0,1\n" * 10_001, ("10,001 cases", "1 to 10,000")),
        ('x,y\n"' + "1" * 200_000 + '",1\n', ("not CSV", "field")),
        (b"x,y\n1,\x000\n", ("not text", "NUL")),
        (b"\x89PNG\r\n\x1a\n\xff", ("not text", "UTF-8")),
        (b"1" * (MAX_BYTES + 1), ("larger than 16 MiB",)),
    ],
)
def test_a_table_that_cannot_be_learnt_is_refused(
    table: Path, content: str | bytes, parts: tuple[str, ...]
) -> None:
    with refused(*parts):
        read(table, content)


def test_names_that_would_move_the_cursor_are_made_harmless(tmp_path: Path) -> None:
    problem = read(tmp_path / "a\nb.csv", '"wei\nght\x1b[2J","y\r"\n1,0\n')
    for name in (problem.name, problem.summary, *problem.input_names, *problem.target_names):
        assert name.isprintable()
    assert problem.target_names == ("y",)


def test_a_file_that_cannot_be_read_is_refused_with_the_systems_reason(tmp_path: Path) -> None:
    with refused("cannot read the data file", "No such file"):
        read_table(str(tmp_path / "absent.csv"))
    with refused("cannot read the data file", "Is a directory"):
        read_table(str(tmp_path))
    with refused("cannot read the data file", "null byte"):
        read_table("a\0b")
    with refused("cannot read the letter", "Is a directory"):
        read_text("", "letter")


@given(st.binary(max_size=60) | st.text(alphabet='xy,"\n\r 01.-e', max_size=60).map(str.encode))
def test_whatever_lies_in_a_file_is_a_problem_or_a_refusal(content: bytes) -> None:
    try:
        problem = read_from_memory(content.decode("latin-1"))
    except BadSetting as refusal:
        assert str(refusal).isprintable()
    else:
        assert np.isfinite(problem.inputs).all()
        assert np.isfinite(problem.targets).all()
        assert len(problem.inputs) == len(problem.targets) >= 1
