"""Tables as libraries, spreadsheets and other programs write them: each is learnt as it is meant,
or is refused with a command that makes of it what can be learnt.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from backprop_tui.cli import main
from tests.cases.entering import Page

IRIS = (Path(__file__).parent.parent / "data" / "iris.csv").read_text()
SPECIES = ("setosa", "versicolor", "virginica")


def coded(separator: str = ",") -> list[str]:
    """The irises a line each, with the number of the species last."""
    rows = [line.split(",") for line in IRIS.split()[1:]]
    return [separator.join([*row[:4], str(SPECIES.index(row[4]))]) for row in rows]


def said(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[str]]:
    """The status of `run`, and its lines on stderr; of the first what it says of the table."""
    capsys.readouterr()
    status = main(["run", "--steps", "1", *words])
    lines = capsys.readouterr().err.splitlines()
    found = [line.removeprefix("backprop-tui: ") for line in lines]
    if not status:
        found[0] = found[0].partition("; lr ")[0]
    return status, found


def test_words_in_a_column_that_is_called_target(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    data = page.write(
        "labels.csv", "length,width,target\n5.1,3.5,setosa\n7.0,3.2,versicolor\n6.3,3.3,virginica\n"
    )
    status, lines = said(capsys, "--data", data)
    assert status == 0
    assert lines[:2] == [
        "learning target from length, width: the 3 cases of labels.csv",
        "target became 3 outputs, one a class: setosa, versicolor, virginica",
    ]
    out = page.printed("run", "--data", data, "--steps", "2000", "--lr", "2", "--seed", "1")
    *_, first, second, third, right = out.splitlines()
    assert [line.rsplit(" ", 1)[1] for line in (first, second, third)] == list(SPECIES)
    assert right == "2 of 3 right"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("semicolon_decimal_comma.csv", "x1;x2;y\n0,5;1,2;1\n0,1;0,3;0\n"),
        ("tabs.tsv", "x1\tx2\ty\n0.5\t1.2\t1\n0.1\t0.3\t0\n"),
        ("excel.csv", "sep=;\r\nx1;x2;y\r\n0,5;1,2;1\r\n0,1;0,3;0\r\n"),
        ("excel_unicode.txt", "x1\tx2\ty\r\n0,5\t1,2\t1\r\n0,1\t0,3\t0\r\n"),
        ("write_table.txt", '"x1" "x2" "y"\n0.5 1.2 1\n0.1 0.3 0\n'),
    ],
)
def test_the_same_cells_whatever_stands_between_them(
    page: Page, capsys: pytest.CaptureFixture[str], name: str, text: str
) -> None:
    path = page.place / name
    path.write_bytes(text.encode("utf-16" if "unicode" in name else "utf-8"))
    plain = page.write("plain.csv", "x1,x2,y\n0.5,1.2,1\n0.1,0.3,0\n")
    expected = page.printed("run", "--data", plain).partition("correct")[::2]
    found = page.printed("run", "--data", str(path)).partition("correct")[::2]
    assert found[0] == expected[0]
    assert found[1].split("\n")[1:] == expected[1].split("\n")[1:]
    _, lines = said(capsys, "--data", str(path))
    noted = [line for line in lines if line.startswith("decimal commas: 0,5 is read as 0.5")]
    assert len(noted) == ("0,5" in text)


def test_a_year_is_no_target(page: Page, capsys: pytest.CaptureFixture[str]) -> None:
    data = page.write(
        "year_and_target.csv",
        "bill,flipper,year,target\n39.1,181,2007,1\n46.1,211,2007,0\n49.9,195,2009,0\n",
    )
    _, lines = said(capsys, "--data", data)
    assert (
        lines[0] == "learning target from bill, flipper, year: the 3 cases of year_and_target.csv"
    )
    salary = page.write("salary.csv", "YearsExperience,Salary\n1.1,39343\n3.2,54445\n")
    status, lines = said(capsys, "--data", salary)
    assert (status, len(lines)) == (2, 1)
    assert "give --target NAME (columns: YearsExperience, Salary)" in lines[0]
    assert said(capsys, "--data", salary, "--target", "Salary")[0] == 0


def mended(page: Page, refusal: str) -> str:
    """The file that the command makes which a refusal advises."""
    command = re.search(r", ((?:\{ printf|cut|sed|grep|iconv) .*>new\.csv)", refusal)
    assert command, refusal
    subprocess.run(command[1], shell=True, check=True, cwd=page.place)
    return str(page.place / "new.csv")


@pytest.mark.parametrize(
    ("text", "part", "options", "learnt"),
    [
        (
            "5.1,3.5,1\n7.0,3.2,0\n",
            "line 1: it holds numbers where the names of the columns should be (a missing header)",
            (),
            "learning y from x1, x2: the 2 cases",
        ),
        (
            "\n".join(["150,4,setosa,versicolor,virginica", *coded()]) + "\n",
            "line 1: it counts 150 cases and 4 inputs",
            ("--classes",),
            "learning target from x1, x2, x3, x4: the 150 cases",
        ),
        (
            "\n".join(line for line in IRIS.split()[1:]) + "\n\n",
            "a missing header",
            (),
            "learning y from x1, x2, x3, x4: the 150 cases",
        ),
        (
            '"","Sepal.Length","Species"\n"1",5.1,"setosa"\n"2",7,"versicolor"\n',
            "line 1: its first column has no name, as row numbers",
            ("--target", "species"),
            "learning Species from Sepal.Length: the 2 cases",
        ),
        (
            "x,y,\n1,0,\n2,1,\n",
            "line 1: it ends with a comma",
            (),
            "learning y from x: the 2 cases",
        ),
    ],
    ids=["no header", "scikit-learn", "uci", "R write.csv", "trailing comma"],
)
def test_what_is_refused_is_learnt_after_the_command_that_is_advised(
    page: Page,
    capsys: pytest.CaptureFixture[str],
    text: str,
    part: str,
    options: tuple[str, ...],
    learnt: str,
) -> None:
    status, lines = said(capsys, "--data", page.write("data.csv", text), *options)
    assert (status, len(lines)) == (2, 1)
    assert part in lines[0]
    status, lines = said(capsys, "--data", mended(page, lines[0]), *options)
    assert status == 0
    assert lines[0].startswith(learnt)


def test_codes_of_classes_are_numbers_until_somebody_asks(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "\n".join(["a,b,c,d,target", *coded()])
    data = page.write("codes.csv", table)
    _, lines = said(capsys, "--data", data)
    assert lines[1] == (
        "target is learnt as numbers (0, 1, 2); if they are codes of classes: --classes"
    )
    _, lines = said(capsys, "--data", data, "--classes")
    assert lines[1] == "target became 3 outputs, one a class: 0, 1, 2"


PENGUINS = """\
species,island,bill_length_mm,flipper_length_mm,sex
Adelie,Torgersen,39.1,181.0,Male
Adelie,Torgersen,39.5,186.0,Female
Adelie,Torgersen,,,
Gentoo,Biscoe,46.1,211.0,Female
Gentoo,Biscoe,50.0,230.0,Male
Gentoo,Biscoe,44.5,216.0,
Chinstrap,Dream,46.5,192.0,Female
"""


def test_penguins_with_words_and_missing_values(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    data = page.write("penguins.csv", PENGUINS)
    _, lines = said(capsys, "--data", data)
    assert "has no target" in lines[0]
    _, lines = said(capsys, "--data", data, "--target", "species")
    assert "line 4, column 'bill_length_mm': '' is a missing value (one of 2 lines of 7" in lines[0]
    status, lines = said(capsys, "--data", data, "--target", "species", "--missing", "drop")
    assert status == 0
    assert lines[:5] == [
        "learning species from island, bill_length_mm, flipper_length_mm, sex: "
        "the 5 cases of penguins.csv",
        "2 of 7 cases dropped: a value is missing",
        "species became 3 outputs, one a class: Adelie, Chinstrap, Gentoo",
        "island became 3 inputs, one a value: Biscoe, Dream, Torgersen",
        "sex became 2 inputs, one a value: Female, Male",
    ]
    out = page.printed(
        *("trace", "--data", data, "--target", "species", "--missing", "drop"),
        *("--phase", "W1", "--element", "island=Torgersen,h1"),
    )
    assert out.startswith("  new W₁[island=T,h1]\n")


def titanic() -> str:
    """Passengers as they are handed out: names, tickets, a deck that is hardly ever known."""
    lines = ["PassengerId,Survived,Pclass,Name,Sex,Age,Ticket,Cabin"]
    for k in range(60):
        lines.append(
            f'{k + 1},{k % 2},{k % 3 + 1},"Who{chr(65 + k % 26)}{chr(65 + k // 26)}, Mr. No",'
            f"{'male' if k % 2 else 'female'},{20 + k},{'A/5 ' if k % 4 else ''}{21171 + k},"
            f"{'' if k % 5 else 'C85'}"
        )
    return "\n".join(lines)


def test_passengers_of_the_titanic_by_the_options_that_each_refusal_names(
    page: Page, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--data", page.write("titanic.csv", titanic()), "--target", "Survived"]
    ignored: list[str] = []
    for _ in range(5):
        option = [f"--ignore={','.join(ignored)}"] if ignored else []
        status, lines = said(capsys, *words, *option)
        if status == 0:
            break
        (refusal,) = lines
        advised = re.search(r"--ignore ([\w,]+)$", refusal)
        assert advised, refusal
        ignored = advised[1].split(",")
    assert status == 0
    assert sorted(ignored) == ["Cabin", "Name", "Ticket"]
    assert lines[0].startswith("learning Survived from PassengerId, Pclass, Sex, Age: the 60 cases")
    assert any(line.startswith("PassengerId counts the cases") for line in lines)
