"""`--preset NAME` on the command line: one word for a whole experiment, with its length and its
lines; any other option is put in place of what it says.
"""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest

from backprop_tui.engine import PRESETS, find_preset
from tests.cli.conftest import Commands

SHORT = [name for name, each in PRESETS.items() if each.steps <= 2_000]


def steps_in(out: str) -> list[int]:
    """The steps of which a run prints the loss."""
    return [int(line.split()[1]) for line in out.splitlines() if line.startswith("Step")]


@pytest.mark.parametrize("name", SHORT)
def test_a_preset_runs_to_where_it_makes_its_point(command: Commands, name: str) -> None:
    status, out, err = command("run", "--preset", name)
    assert status == 0
    steps = steps_in(out)
    assert steps[-1] == PRESETS[name].steps
    assert 6 <= len(steps) <= 13
    first, second, *_ = err.splitlines()
    assert first.startswith(f"backprop-tui: {name}: {PRESETS[name].title} (")
    assert second.endswith(PRESETS[name].measured)


def test_other_options_are_put_in_its_place(command: Commands) -> None:
    status, out, err = command("run", "--preset", "mazur", "--lr", "0.1", "--steps", "50")
    assert status == 0
    assert steps_in(out) == [0, 10, 20, 30, 40, 50]
    assert "changed from what suits mazur (--preset mazur): lr 0.5 → 0.1" in err
    _, out, _ = command("run", "--preset", "mazur", "--steps", "4", "--every", "2")
    assert steps_in(out) == [0, 2, 4]


def test_a_problem_comes_with_its_preset_and_may_come_without(command: Commands) -> None:
    whole = command("run", "--problem", "mazur", "--steps", "3")
    assert whole == command("run", "--preset", "MAZUR", "--steps", "3")
    status, _, err = command("run", "--problem", "mazur", "--preset", "none", "--steps", "0")
    assert status == 0
    assert "published" not in err
    assert "network 2-4-2, sigmoid, no biases" in err


def test_what_does_not_learn_says_so_before_its_run(command: Commands) -> None:
    _, _, err = command("run", "--preset", "xor-minimum", "--steps", "1")
    assert "backprop-tui: this recipe does not learn it\n" in err
    _, _, err = command("run", "--preset", "mazur", "--steps", "1")
    assert "does not learn it" not in err
    _, _, err = command("run", "--preset", "xor-minimum", "--weights", "none", "--steps", "1")
    assert "backprop-tui: unchanged, this recipe does not learn it\n" in err


def test_a_refusal_of_what_nobody_typed_says_where_it_comes_from(command: Commands) -> None:
    said = command.refused("run", "--preset", "family-trees", "--problem", "xor")
    assert "--test 4 puts aside 4 of the 4 cases of xor" in said
    assert said.endswith("(what no option says, the preset family-trees does)\n")
    assert "(what no" not in command.refused("run", "--test", "4")
    said = command.refused("run", "--preset", "mazur", "--hidden", "3")
    assert "the start of preset:mazur (--weights none draws another) contradict" in said
    words = ("--hidden", "3", "--weights", "none", "--freeze", "none", "--steps", "1")
    assert command("run", "--preset", "mazur", *words).status == 0


def test_the_command_in_json_is_one_word_and_what_was_changed(command: Commands) -> None:
    _, out, _ = command("run", "--json", "--preset", "nielsen", "--no-bias", "--weights", "none")
    told = json.loads(out)
    assert told["experiment"]["preset"] == "nielsen"
    words = shlex.split(told["command"])
    assert words[-5:] == ["--no-bias", "--preset", "nielsen", "--weights", "none"]
    again = command(*words[1:], "--json")
    assert json.loads(again.out) == told


def test_the_end_of_a_preset_is_a_start_to_go_on_from(command: Commands, tmp_path: Path) -> None:
    """A file of weights is put in the place of those that a preset starts from."""
    _, out, _ = command("run", "--json", "--preset", "nielsen", "--steps", "100")
    file = str(tmp_path / "w.json")
    Path(file).write_text(out, encoding="utf-8")
    whole = json.loads(command("run", "--json", "--preset", "nielsen", "--steps", "200").out)
    rest = command("run", "--json", "--preset", "nielsen", "--steps", "100", "--weights", file)
    assert json.loads(rest.out)["weights"] == whole["weights"]
    assert f"weights preset:nielsen → {file}" in rest.err


def test_the_list_is_printed_and_refusals_name_it(command: Commands) -> None:
    listed = command.printed("presets")
    assert all(name in listed for name in PRESETS)
    told = json.loads(command.printed("presets", "--json"))["presets"]
    assert [each["name"] for each in told] == list(PRESETS)
    assert "choose from tutorial, mazur" in command.refused("run", "--preset", "chess")
    assert "--preset needs a value" in command.refused("--preset")
    assert "start of preset:mazur" in command.refused("run", "--preset", "mazur", "--hidden", "3")


@pytest.mark.parametrize("at", [0, 1])
def test_other_commands_take_it_too(command: Commands, at: int) -> None:
    """The new weights of the worked example are those of its text."""
    chosen = ("--preset", "mazur", "--at", str(at))
    out = command.printed("trace", *chosen, "--phase", "dW1", remarks=1)
    assert "dW₁" in out
    assert command.printed("check", *chosen, remarks=1)
    assert find_preset("mazur").start is not None


@pytest.mark.parametrize("name", ["trace", "check"])
def test_what_looks_at_one_step_says_of_which_preset_it_is(command: Commands, name: str) -> None:
    mazur = PRESETS["mazur"]
    title = f"backprop-tui: mazur: {mazur.title} ({mazur.source})"
    assert command(name, "--preset", "mazur").err == f"{title}\n"
    assert command(name, "--preset", "mazur", "--lr", "0.1").err == (
        f"{title}; changed from what suits mazur (--preset mazur): lr 0.5 → 0.1\n"
    )
    said = command(name, "--preset", "symmetry", "--problem", "xor").err
    assert said == (
        "backprop-tui: what is known of the preset symmetry is known of another problem, not of "
        "this (`backprop-tui presets` has it); changed from the preset: problem symmetry → xor\n"
    )
    assert command(name).err == ""
