"""A CSV file becomes the table that it looks like, or is refused in one line that says why.
Nothing that can lie in a file, text or not, may end in a traceback.
"""

from __future__ import annotations

import csv
import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from backprop_tui.engine import BadSetting, Experiment, Problem, read_table
from backprop_tui.engine.problems import read_names, write_names
from backprop_tui.engine.reading.conversion import converted
from backprop_tui.engine.reading.table import MAX_BYTES, read_text
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
        b'\n"x","y"\n\n"1",0\n  \t\n2,"1"\n\n',
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


def columns(name: str, count: int) -> str:
    """A header of so many columns."""
    return ",".join(f"{name}{k}" for k in range(count))


@pytest.mark.parametrize(
    ("content", "parts"),
    [
        ("", ("is empty", "header row")),
        ("\n \n\t\n", ("is empty", "header row")),
        ("\n \n,,\nx,y\n", ("line 3: it holds nothing but commas", "take it out")),
        ("x,y\n1,2\n , \n3,4\n", ("line 3: every value is missing", "take the line out")),
        ('x,y\n1,2\n""\n', ("line 3: every value is missing",)),
        ("x,y\n", ("no case",)),
        ("a,b\n1,2\n", ("no target", "a column y or target…", "--target NAME", "a, b")),
        ("a\n1\n", ("no target", "(columns: a; commas, semicolons, tabs, bars or spaces")),
        ("y,target\n1,2\n", ("no input", "every column is a target (y, target)")),
        ("x,y\n1,2\n\n1\n", ("line 4: it has 1 cell, the header has 2", "every line")),
        ("0,2,a,y\n", ("has a header row but no case below it",)),
        ("x,y\n1,2,3\n", ("line 2: it has 3 cells, the header has 2", "write 0.5 for 0,5")),
        ("x,y\n1,2.5,3\n", ("line 2: it has 3 cells, the header has 2", "every line")),
        (
            "x,y\n1,2\n1,red\n",
            (
                "line 3, column 'y': 'red' is text in a column of numbers",
                "or, if all are names of classes, add --classes",
            ),
        ),
        ("x,y\n1,0\nbig,2\n", ("line 3, column 'x': 'big' is text in", "with --ignore x")),
        ("x,y\na,0\nb,1\n7,1\n", ("line 4, column 'x': '7' is a number in a column of words",)),
        ("x,y\nna,0\n?,1\n", ("line 2, column 'x': 'na' is a missing value", "(one of 2 lines of")),
        ("x,y\n1,a\n2,a\n", ("column 'y': 'a' is the class of every case", "another class")),
        ("x,y\n\n1,\n", ("line 3, column 'y': '' is a missing value", "fill it in")),
        ("x,y\nnan,1\n", ("line 2, column 'x': 'nan' is a missing value", "leave the line out")),
        ("x,y\n1, NA \n", ("line 2, column 'y': 'NA' is a missing value",)),
        ('x,y\n1,0\n"a\nb",1\n', ("line 4, column 'x'",)),
        ('x,y\n1,"0,5"\n', ("line 2, column 'y': '0,5' is a number with a comma", "write 0.5")),
        ('x,y\n"1,234",0\n', ("'1,234' is a number with a comma", "1000 for 1,000")),
        ("x,y\n1,5kg\n", ("'5kg' is a number with something beside it", "alone")),
        ("5.1,3.5,1\n7.0,3.2,0\n", ("line 1: it holds numbers", "missing header", "x1,x2,y")),
        ("5.1,3.5,setosa\n4.9,3.0,setosa\n", ("line 1: it holds numbers", "missing header")),
        ("\n1,2,3,4,5,6,7\n", ("line 2", "x1,x2,…,x6,y")),
        ("5.1,1,\n7.0,0,\n", ("missing header", ": x1,y")),
        ("x,y,\n1,2,\n", ("line 1: it ends with a comma", "take that comma away")),
        ("x,y,,\n1,2,,\n", ("line 1: it ends with a comma",)),
        ("x,y,\n1,2,3\n", ("line 1: its last column (3) has no name",)),
        ("x,y\n1,2,\n", ("line 2: it ends with a comma", "one cell too many")),
        (",x,y\n0,1,2\n", ("line 1: its first column has no name", "row numbers")),
        ("x,,y\n0,1,2\n", ("line 1: its column 2 has no name",)),
        ("x,y,x\n0,1,2\n", ("line 1: columns 1 and 3 are both called 'x'",)),
        ("x;y;\n1;2;\n", ("line 1: it ends with a semicolon", "take that semicolon away")),
        ("x;y\n0,5;1\n1.5;0\n", ("decimal comma in line 2 (0,5)", "point in line 3 (1.5)")),
        (
            "x;y\n0,5;1\n1.234,5;0\n",
            (
                "line 3, column 'x': '1.234,5' is a number with points between its thousands: "
                "write 1071,9 for 1.071,9",
            ),
        ),
        ("x;y;z\n1;2;3\n1;2\n1;2\n1;2\n", ("line 3: it has 2 cells, the header has 3",)),
        ("a, b;y\n1;0\n2;1\n3\n", ("line 4: it has 1 cell, the header has 2",)),
        ("sep=:\nx:y\n1:2\n", ("line 1: it is a note for Excel", "sed 1d <")),
        ("150,4,a,b,c\n" + "5,3,1,2,0\n" * 150, ("line 1: it counts 150 cases and 4 inputs",)),
        ("2,70,a\n" + "0," * 70 + "0\n" + "0," * 70 + "1\n", ("name these, then --classes",)),
        ('"x" "y"\n"1" 0.5 1\n"2" 0.1 0\n', ("line 2: it has one cell more", "row.names=FALSE")),
        ('"x","y"\n"Fiat",0.5,1\n"Audi",0.1,0\n', ("row names", "row.names=FALSE")),
        ("x,y\n1,-inf\n", ("'-inf'", "finite number")),
        ("x,y\n1,1e999\n", ("'1e999'", "finite number")),
        ('x,y\n"1\n2",1\n', ("'1\\n2'", "the number alone")),
        ("x,y\n1,$5\n", ("'$5' is a number with", "5 for $5")),
        ("x,y\n1,€ .5\n", ("'€ .5' is a number with",)),
        ("x,y\n1,\N{MINUS SIGN}5\n", ("is a number with something", "a minus as -")),
        ("x,y\n1,1 000\n", ("'1 000' is a number with", "1000 for 1 000")),
        ("x,y\n1,1.2.3\n", ("'1.2.3' is a number with",)),
        *(
            (f"x,y\n{date},1\n", (f"'{date}' is a date or a time", "hours since a start"))
            for date in ("2020-01-01", "2020-01-01T12:30", "1.2.2020", "1/2/20", "2020-01")
        ),
        *((f"x,y\n{time},1\n", ("is a date or a time",)) for time in ("12:30", "9:05:01.5")),
        ("x,y\n1,2\n# the end\n", ("line 3: it is a comment", "grep -v '^ *#' <")),
        ('x,y\n1,"1"2\n', ("line 2, is not CSV: something follows the quote",)),
        ('x,y\n1,2\n1,"2\n3,4\n5,6\n', ("line 3, is not CSV: a quote is opened",)),
        (f"{'n' * 21},b\n1,2\n", (f"(columns: {'n' * 19}…, b)",)),
        ("x,a\x1b,a\n1,2,3\n", ("columns 2 and 3 are both called 'a'",)),
        ("x,y\n1,2\n1,\x1b[31m\n", ("\\x1b", "is text")),
        (columns("a", 1000) + "\n", ("no target", "…")),
        ('"a\nb\x1b[31m",c\n1,2\n', ("no target", "y or target…")),
        (columns("x", 257) + ",y\n" + ",".join("0" * 258), ("257 inputs", "1 to 256")),
        (columns("y", 65) + ",x\n" + ",".join("0" * 66), ("65 targets", "1 to 64")),
        ("x,y\n" + "0,1\n" * 10_001, ("10,001 cases", "1 to 10,000")),
        ('x,y\n"' + "1" * 200_000 + '",1\n', ("line 2, is not CSV", "field")),
        (b"x,y\n1,\x000\n", ("not text", "NUL")),
        (b"\x89PNG\r\n\x1a\n\xff", ("not text (UTF-8)",)),
        (b"1" * (MAX_BYTES + 1), ("larger than 16 MiB",)),
    ],
)
def test_a_table_that_cannot_be_learnt_is_refused(
    table: Path, content: str | bytes, parts: tuple[str, ...]
) -> None:
    with refused(*parts):
        read(table, content)


PLAIN = "length,größe,y\n0.5,1,0\n2,1.5,1\n"
SEMICOLONS = PLAIN.replace(",", ";")
SPACES = PLAIN.replace(",", " ")
NUMBERED = ",length,größe,y\n1,0.5,1,0\n2,2,1.5,1\n"


@pytest.mark.parametrize(
    ("content", "note"),
    [
        (SEMICOLONS, ""),
        (SEMICOLONS.replace(".", ","), "decimal commas: 0,5 is read as 0.5"),
        (PLAIN.replace(",", "\t"), ""),
        (PLAIN.replace(",", "\t").replace(".", ","), "decimal commas: 0,5 is read as 0.5"),
        (PLAIN.replace(",", "|"), ""),
        (SPACES, ""),
        (SPACES.replace(" ", "  ").replace("\n", " \n  "), ""),
        (SPACES.replace(".", ","), "decimal commas: 0,5 is read as 0.5"),
        ("sep=;\r\n" + SEMICOLONS.replace("\n", "\r\n"), ""),
        ("\nsep=,\n" + PLAIN, ""),
        ("SEP=\t\n" + PLAIN.replace(",", "\t"), ""),
        (
            '"length";"größe";"y"\n"0,5";"1";"0"\n"2";"1,5";"1"\n',
            "decimal commas: 0,5 is read as 0.5",
        ),
        (PLAIN.encode("utf-16"), ""),
        (SEMICOLONS.encode("utf-16-be").join([b"\xfe\xff", b""]), ""),
    ],
)
def test_cells_are_found_whatever_stands_between_them(
    table: Path, content: str | bytes, note: str
) -> None:
    problem = read(table, content)
    assert problem.inputs.tolist() == [[0.5, 1], [2, 1.5]]
    assert problem.targets.tolist() == [[0], [1]]
    assert problem.input_names == ("length", "größe")
    assert problem.notes == ((note,) if note else ())


@pytest.mark.parametrize(
    ("content", "names"),
    [
        ("a, cm;b, cm;y\n1,5;2,5;0\n1,5;2,5;1\n", ("a, cm", "b, cm")),
        ('"a;b","c;d",y\n1,2,0\n', ("a;b", "c;d")),
        ("a b,c d,y\n1,2,0\n", ("a b", "c d")),
        ("a|b;y\n1;0\n", ("a|b",)),
        ("a, b, y\n1, 2, 0\n", ("a", "b")),
        ("# one, two, three\n".replace("#", "#a,") + "1,2,3,4\n" * 3, ("#a", "one", "two")),
    ],
)
def test_marks_that_are_parts_of_names_separate_nothing(
    table: Path, content: str, names: tuple[str, ...]
) -> None:
    problem = choose(table, content, *(["three"] if "three" in content else []))
    assert problem.input_names == names


@given(
    st.sampled_from([",", ";", "\t", "|", " "]),
    st.integers(2, 5),
    st.lists(st.lists(st.floats(-99, 99), min_size=5, max_size=5), min_size=1, max_size=5),
    st.booleans(),
)
def test_every_separator_is_found_with_either_decimals(
    mark: str, width: int, rows: list[list[float]], commas: bool
) -> None:
    header = mark.join([*(f"x{k}" for k in range(1, width)), "y"])
    lines = [mark.join(f"{value:.3f}" for value in row[:width]) for row in rows]
    if commas and mark != ",":
        lines = [line.replace(".", ",") for line in lines]
    problem = read_from_memory("\n".join([header, *lines]))
    read_back = np.hstack([problem.inputs, problem.targets])
    assert read_back.tolist() == [[float(f"{value:.3f}") for value in row[:width]] for row in rows]


@pytest.mark.parametrize(
    ("content", "steps"),
    [
        ("# of May, 2020\n # and June\n" + PLAIN, ["grep -v '^ *#' <"]),
        (PLAIN.replace("\n2", "\n#later\n2"), ["grep -v '^ *#' <"]),
        (PLAIN.encode("latin1"), ["iconv -f latin1 -t utf-8 <"]),
        (SEMICOLONS.encode("latin1"), ["iconv -f latin1 -t utf-8 <"]),
        (PLAIN.replace("\n", ",\n"), ["sed 's/,[[:space:]]*$//' <"]),
        (PLAIN.replace("\n", ",\r\n"), ["sed 's/,[[:space:]]*$//' <"]),
        (PLAIN.replace(",", "\t").replace("\n", "\t\n"), ["sed 's/[[:space:]][[:space:]]*$//' <"]),
        (NUMBERED, ["cut -d, -f2- <"]),
        (NUMBERED.replace(",", ";"), ["cut -d';' -f2- <"]),
        (NUMBERED.replace(",", "\t"), ["cut -f2- <"]),
    ],
)
@pytest.mark.parametrize("name", ["new.csv", "my 'best' $file.csv", "-x.csv"])
def test_the_command_that_is_advised_makes_a_table_of_the_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    content: str | bytes,
    steps: list[str],
    name: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(content.encode() if isinstance(content, str) else content)
    for step in steps:
        with pytest.raises(BadSetting) as refusal:
            read_table(name)
        said = str(refusal.value)
        command = said[said.index(step) :]
        subprocess.run(command, shell=True, check=True)
        name = command.rsplit(">", 1)[1]
    problem = read_table(name)
    assert problem.inputs.tolist() == [[0.5, 1], [2, 1.5]]
    assert problem.targets.tolist() == [[0], [1]]
    assert problem.input_names == ("length", "größe")


@pytest.mark.parametrize(
    ("content", "header"),
    [
        ("0.5,1,0\n2,1.5,1\n", "x1,x2,y"),
        ("0.5\t1\t0\n2\t1.5\t1\n", "x1\tx2\ty"),
        ("0,5;1;0\n2;1,5;1\n", "x1;x2;y"),
        ("2,2,no,yes\n0.5,1,0\n2,1.5,1\n", "x1,x2,target"),
    ],
)
def test_the_command_that_is_advised_gives_a_table_its_header(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str, header: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bare.csv").write_text(content)
    with refused("line 1") as refusal:
        read_table("bare.csv")
    said = str(refusal.value)
    command = said[said.index("{ printf") : said.index(">new.csv") + 8]
    subprocess.run(command, shell=True, check=True)
    assert Path("new.csv").read_text().partition("\n")[0] == header
    problem = read_table("new.csv")
    assert (problem.inputs.tolist(), problem.targets.tolist()) == ([[0.5, 1], [2, 1.5]], [[0], [1]])


def test_a_name_that_no_shell_line_can_hold_is_left_open(tmp_path: Path) -> None:
    for name in ("a\nb.csv", "x" * 161):
        said = converted(str(tmp_path / name), "cat")
        assert said == "cat <FILE >new.csv"
    assert converted("w.JSON", "cat") == "cat <w.JSON >new.json"


def test_marks_within_names_are_parts_of_names(table: Path) -> None:
    assert read(table, "a;b,target\n1,2\n").input_names == ("a;b",)
    assert read(table, "#id,target\n1,2\n").input_names == ("#id",)
    assert read(table, "my length,target\n1,2\n").input_names == ("my length",)


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


@pytest.mark.parametrize("name", ["y", "Y", "y1", "y_", "y_2", "Y12_pred", "target", "Target sum"])
def test_these_names_make_a_target_by_themselves(table: Path, name: str) -> None:
    problem = read(table, f"a,{name}\n1,2\n")
    assert (problem.target_names, problem.target_choice) == ((name,), ())


@pytest.mark.parametrize("name", ["year", "YearsExperience", "yield", "yes", "y2k", "ŷ", "my y"])
def test_other_names_that_begin_with_y_make_none(table: Path, name: str) -> None:
    assert read(table, f"{name},target\n1,2\n").input_names == (name,)
    with refused("no target", f"(columns: {name}, a)"):
        read(table, f"{name},a\n1,2\n")


def choose(path: Path, content: str, *targets: str) -> Problem:
    path.write_text(content, encoding="utf-8")
    return read_table(str(path), targets)


def test_columns_that_are_chosen_are_targets_and_no_others(table: Path) -> None:
    problem = choose(table, "y,Year,b,c\n1,2,3,4\n", "C", "Year")
    assert problem.target_names == problem.target_choice == ("Year", "c")
    assert problem.input_names == ("y", "b")
    assert problem.targets.tolist() == [[2.0, 4.0]]


def test_the_exact_name_is_preferred_to_one_in_another_case(table: Path) -> None:
    assert choose(table, "a,A,b\n1,2,3\n", "A").targets.tolist() == [[2.0]]


@pytest.mark.parametrize(
    ("targets", "parts"),
    [
        (["z"], ("no column 'z'", "--target may name: Sum, sum, x")),
        (["SUM"], ("no column 'SUM' but Sum, sum", "--target may name")),
        (["x", "X"], ("names the column 'x' twice",)),
        (["x", "sum", "Sum"], ("names every column", "leaves no input")),
    ],
)
def test_a_choice_that_cannot_be_is_refused(
    table: Path, targets: list[str], parts: tuple[str, ...]
) -> None:
    with refused(*parts):
        choose(table, "Sum,sum,x\n1,2,3\n", *targets)


def test_a_name_is_found_in_the_case_of_any_script(table: Path) -> None:
    assert choose(table, "straße,b\n1,2\n", "STRASSE").target_names == ("straße",)


def test_a_table_is_read_from_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x,y\n1,0\n2,1\n")))
    problem = read_table("-")
    assert (problem.name, problem.path) == ("standard input", "-")
    assert problem.inputs.tolist() == [[1], [2]]
    with refused("standard input is empty"):
        read_table("-")
    sys.stdin.close()
    with refused("cannot read standard input", "closed file"):
        read_table("-")
    monkeypatch.setattr(sys, "stdin", None)
    with refused("cannot read standard input: it is closed"):
        read_table("-")


names = st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" ")).map(str.strip)


@given(st.lists(names.filter(bool), min_size=1))
def test_names_of_columns_survive_a_command_line(chosen: list[str]) -> None:
    assert list(read_names(write_names(chosen))) == chosen


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "^$"), ("a\nb", "new-line"), ('"a', "unexpected end"), ('"a"b', "expected after")],
)
def test_what_is_no_row_of_names_is_refused(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        read_names(text)


@pytest.mark.parametrize(
    ("content", "notes"),
    [
        ("a;y\n0.900;1\n1.200;0\n", ("decimal points: 1.200 is read as 1.2, not 1200",)),
        ("a;y\n0.900;1\n0.200;0\n", ("decimal points: 0.900 is read as 0.9, not 900",)),
        ("a;y\n1.2001;1\n1.200;0\n", ()),
        ("a,y\n0.900,1\n1.200,0\n", ()),
    ],
)
def test_decimals_that_may_be_thousands_are_said(
    tmp_path: Path, content: str, notes: tuple[str, ...]
) -> None:
    path = tmp_path / "t.csv"
    path.write_text(content)
    assert read_table(str(path)).notes == notes


def test_classes_are_advised_where_codes_meet_outputs_that_share_out_a_total(
    tmp_path: Path,
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("x,y\n1,0\n2,1\n3,2\n4,2\n")
    for loss in ("half-sse", "ce"):
        with refused("which would always put out 1: add --classes, which makes an output of each"):
            Experiment(problem=read_table(str(path)), output_activation="softmax", loss=loss)
    codes = Problem("codes", "", [1, 2, 3], [0, 1, 2])
    with refused("would always put out 1: a column of 0 and 1 for each class"):
        Experiment(problem=codes, output_activation="softmax")
    with refused("take --output-activation sigmoid --loss bce"):
        Experiment(output_activation="softmax", loss="ce")
