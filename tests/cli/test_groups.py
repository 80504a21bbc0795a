"""Groups on the command line: what a run in groups writes, another one begins with; what is not
there is printed nowhere and asked for in vain.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.cli.conftest import Commands

GROUPED = [
    "--problem",
    "parity-4",
    "--hidden",
    "4,2",
    "--groups",
    "2+2,2+2",
    "--bias",
    "--momentum",
    "0.5",
]
MISSING = "there is no link from x1 to h3, which --groups 2+2,2+2 leaves out\n"


def test_a_run_goes_on_from_what_another_one_wrote(command: Commands, tmp_path: Path) -> None:
    whole = json.loads(command.printed("run", *GROUPED, "--steps", "30", "--json", remarks=1))
    half = command.printed("run", *GROUPED, "--steps", "10", "--json", remarks=1)
    path = tmp_path / "half.json"
    path.write_text(half)
    words = ("run", "--json", "--steps", "20", "--weights", str(path))
    goes_on = json.loads(command.printed(*words, *GROUPED, remarks=2))
    assert goes_on["weights"] == whole["weights"]
    assert goes_on["memory"]["change"] == whole["memory"]["change"]
    assert whole["experiment"]["groups"] == [[2, 2], [2, 2]]
    assert [row[2:] for row in whole["weights"][0][:2]] == [[0, 0], [0, 0]]


def test_a_file_in_groups_is_a_whole_network_too_and_that_is_said(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "half.json"
    status, out, said = command("run", *GROUPED, "--steps", "10", "--json")
    assert status == 0
    assert "8 weights between groups are not there, which a file holds as 0" in said
    path.write_text(out)
    words = ("run", "--problem", "parity-4", "--momentum", "0.5", "--weights", str(path))
    _, _, err = command(*words, "--steps", "1")
    assert "was written by a run with --groups 2+2,2+2; this one has --groups none" in err
    assert "network 4-4-2-1" in err


def test_npz_begins_it_where_it_is_0(command: Commands, tmp_path: Path) -> None:
    path = tmp_path / "weights.npz"
    there = np.kron(np.eye(2), np.ones((2, 2)))
    arrays = {"W1": there / 4, "W2": np.ones((4, 2)), "W3": np.ones((2, 1))}
    np.savez(path, allow_pickle=False, **arrays)
    words = ("--problem", "parity-4", "--groups", "2+2,2+2", "--weights", str(path))
    status, out, _ = command("run", *words, "--steps", "5", "--json")
    assert status == 0
    assert not np.array(json.loads(out)["weights"][0])[there == 0].any()
    arrays["W1"] = arrays["W1"] + 0.25
    np.savez(path, allow_pickle=False, **arrays)
    refusal = command.refused("run", *words)
    assert (
        "has 0.25 as the weight, but there is no link from x1 to h3, which --groups 2+2" in refusal
    )


def test_a_step_in_words_leaves_what_is_not_there_blank(command: Commands) -> None:
    step = command.printed("trace", *GROUPED, "--l2", "0.1")
    begin = step.index("W₁ before the step")
    rows = step[begin:].splitlines()[1:6]
    assert [len(row.split()) for row in rows] == [4, 3, 3, 3, 3]
    assert "M₁, 1 for a link and 0 for none" in step
    assert "dW₁ = ∂E/∂W₁ = M₁ ⊙ (xᵀ · δ₁) + λ · W₁" in step
    assert "dW1 = M1 * (x.T @ d1) + 0.1 * W1" in step
    z = command.printed("trace", *GROUPED, "--phase", "z1", "--element", "0001,h3")
    assert z.count("·") == 2, "two inputs, and a bias"


@pytest.mark.parametrize("phase", ["dW1", "W1", "change1"])
def test_no_number_is_worked_out_where_there_is_no_link(command: Commands, phase: str) -> None:
    refusal = command.refused("trace", *GROUPED, "--phase", phase, "--element", "x1,h3")
    assert refusal.endswith(f"{phase} has no number 'x1,h3': {MISSING}")


def test_a_step_for_a_program_states_its_groups(command: Commands) -> None:
    step = json.loads(command.printed("trace", *GROUPED, "--json"))
    assert step["groups"] == [[2, 2], [2, 2]]
    there = np.kron(np.eye(2), np.ones((2, 2)))
    for key in ("weights", "gradient", "change", "weights_after"):
        assert not np.array(step["layers"][0][key])[there == 0].any()
    assert "groups" not in json.loads(command.printed("trace", "--json"))


def test_a_check_counts_and_nudges_what_there_is(command: Commands) -> None:
    check = command.printed("check", *GROUPED)
    assert "Layer 1 | weights 8, biases 4 |" in check
    assert "Layer 2 | weights 8, biases 2 |" in check
    assert check.count("right") == 4
    assert "2+2-2+2-2-1" in check


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--groups 2+3,2+2", "there are 4 inputs, not 2+3 = 5; 2+2 would fit"),
        ("--groups 2x2", "--groups must be the units of each group of a layer with + between"),
        ("--groups 2+2,2+2 --freeze W1[x1,h3]", MISSING.strip()),
    ],
)
def test_what_does_not_fit_is_refused(command: Commands, words: str, said: str) -> None:
    assert said in command.refused("run", *GROUPED[:4], *words.split())
