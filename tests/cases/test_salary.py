"""Four salaries by years: targets of tens of thousands, which no sigmoid can give and at which
linear outputs diverge.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from backprop_tui.cli import main
from tests.cases.test_iris import advised

SALARY = "YearsExperience,Salary\n1.1,39343\n3.2,54445\n5.1,66029\n8.7,109431\n"


@pytest.fixture
def salary(tmp_path: Path) -> list[str]:
    path = tmp_path / "salary.csv"
    path.write_text(SALARY)
    return ["--data", str(path), "--target", "Salary"]


def test_what_is_advised_before_the_first_step_is_learnt_in_its_own_units(
    salary: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--steps", "0", *salary]) == 0
    said = capsys.readouterr().err.splitlines()[1]
    assert "targets go from 39343 to 109431, but sigmoid outputs give only 0…1" in said
    words = advised(said)
    assert words[:3] == ["--standardize", "--output-activation", "linear"]
    assert main(["run", "--json", *salary, *words]) == 0
    out, err = capsys.readouterr()
    assert "inputs and targets are standardized" in err
    assert "loss is that of the standardized targets" in err
    content = json.loads(out)
    for case, target in zip(content["predictions"], (39343, 54445, 66029, 109431), strict=True):
        assert case["target"] == [target]
        assert abs(case["prediction"][0] - target) < 7008.8, "a tenth of their range"
    mean, spread = (content["experiment"]["standardized"]["targets"][key][0] for key in
                    ("mean", "spread"))  # fmt: skip
    assert mean == 67312
    first = content["predictions"][0]
    assert first["standardized"]["target"][0] == pytest.approx((39343 - mean) / spread)
    # The command that the result holds gives the result again.
    assert main([*shlex.split(content["command"])[1:], "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == content
    assert main(["run", *salary, *words]) == 0
    printed = f" Input [1.1] → Predicted: {first['prediction'][0]:.3f} | Correct: 39343"
    assert printed in capsys.readouterr().out


@pytest.mark.parametrize(("rate", "status"), [("0.5", 1), ("0.1", 0)])
def test_linear_outputs_alone_diverge_or_die_and_are_told_what_helps(
    rate: str, status: int, salary: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    words = [*salary, "--output-activation", "linear", "--lr", rate]
    assert main(["run", *words]) == status
    err = capsys.readouterr().err
    said = [line for line in err.splitlines() if "--standardize" in line][-1]
    assert "Salary goes from 39343 to 109431" in said
    assert "seed" not in said
    options = said[said.index("--standardize") :].split(" (")[0].rstrip(".").split()
    assert main(["run", "--json", *words, *options]) == 0
    assert json.loads(capsys.readouterr().out)["history"][-1]["loss"] < 0.1
