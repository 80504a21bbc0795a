"""The description of an experiment: what somebody reads who has just met it, and how far the run
is, counted in steps and, where a step looks at a part of the cases, in sweeps.
"""

from __future__ import annotations

import pytest

from backprop_tui.engine import BUGS, PRESETS, PROBLEMS, Experiment, Preset, Trainer, find_preset
from backprop_tui.engine.core.start import Start
from backprop_tui.engine.settings.schedule import Scheduled
from backprop_tui.report.text.about import about, about_title, run_text


def told(experiment: Experiment, steps: int = 0) -> dict[str, str]:
    """What is said, by its headings."""
    trainer = Trainer(experiment)
    trainer.step(steps)
    return {each.heading: each.text for each in about(experiment, trainer.snapshot())}


@pytest.mark.parametrize("preset", PRESETS.values(), ids=PRESETS)
def test_a_preset_says_where_it_comes_from_and_what_comes_out(preset: Preset) -> None:
    said = told(preset.experiment())
    assert said["what"].lower() == f"{preset.title}.".lower()
    assert said["from"].lower() == f"{preset.source}.".lower()
    assert said["here"][1:] == f"{preset.measured}."[1:]
    assert ("published" in said) == bool(preset.published)
    assert said["look"] == preset.says
    assert ("beware" in said) == (not preset.works)
    assert "changed" not in said
    assert preset.name not in said.get("presets", "").split(", ")
    assert all(text.endswith((".", ")", "?")) for text in said.values())
    assert about_title(preset.experiment()) == preset.name


def test_without_a_preset_it_says_what_is_learnt_and_which_presets_there_are() -> None:
    said = told(Experiment())
    assert said["learns"] == "1 if the two inputs differ; needs a hidden layer."
    assert said["by"] == "Network 2-4-1, sigmoid, no biases."
    assert "E = ½ Σ (ŷ - y)², summed over the cases" in said["descends"]
    assert "the loss shown is the mean" in said["descends"]
    assert said["this run"] == "Step 0; loss 0.2557; 2/4 right."
    assert "tutorial, xor-1986" in said["presets"]
    assert said["presets"].startswith("These are the settings of tutorial. Of this problem: ")
    assert told(Experiment(hidden=(3,)))["presets"].startswith("Of this problem: tutorial, ")
    assert not {"what", "from", "published", "here"} & said.keys()
    assert about_title(Experiment()) == "xor"
    assert "presets" not in told(Experiment(problem=PROBLEMS["and"]))
    # Where E is what is displayed there is one of them to name.
    assert told(Experiment(loss="mean"))["descends"].endswith("; which is the loss.")


def test_what_was_changed_is_said() -> None:
    assert told(find_preset("mazur").experiment(momentum=0.9))["changed"] == (
        "From what suits mazur (--preset mazur): momentum 0 → 0.9."
    )
    assert told(find_preset("xor-1986").experiment(momentum=0.5))["changed"] == (
        "From the preset: momentum 0.9 → 0.5."
    )


def test_figures_of_another_problem_are_not_said_of_this_one() -> None:
    experiment = find_preset("symmetry").experiment(problem="xor")
    said = told(experiment)
    assert not {"what", "from", "published", "here", "beware", "look"} & said.keys()
    assert "is known of another problem, not of this" in " ".join(said.values())
    assert said["changed"] == "From the preset: problem symmetry → xor."
    assert about_title(experiment) == "xor"
    # Of another network it is still the problem that the preset is named after.
    wider = find_preset("symmetry").experiment(hidden=(3,))
    assert "published" not in told(wider)
    assert about_title(wider) == "symmetry"


@pytest.mark.parametrize("name", BUGS)
def test_a_wrong_back_propagation_is_said(name: str) -> None:
    bugged = Experiment(bug=name, batch_size=1)
    assert told(bugged)["wrong"] == f"It learns with --bug {name}. {BUGS[name].summary}"
    assert "wrong" not in told(Experiment())


def test_a_run_in_parts_is_counted_in_sweeps_as_well() -> None:
    trainer = Trainer(Experiment(batch_size=3))
    trainer.step(5)
    snapshot = trainer.snapshot()
    assert run_text(snapshot).startswith("Step 5 (2 whole sweeps, 2 steps each); loss 0.2")
    trainer.seek(3)
    assert run_text(trainer.snapshot()).startswith("Step 3 (1 whole sweep, 2 steps each); ")


def test_it_says_since_when_all_are_right() -> None:
    """In the tutorial's run all four are right from step 1,141 on, whenever somebody looks."""
    trainer = Trainer(Experiment())
    for step in (1_141, 1_142, 1_150, 4_000, 1_141):
        trainer.seek(step)
        said = run_text(trainer.snapshot())
        assert said.endswith("; 4/4 right; every case right from step 1,141 on.")
    # What was right and is not any more is right since never.
    trainer.seek(1_140)
    assert run_text(trainer.snapshot()).endswith("; 3/4 right.")


def test_the_recipe_is_in_numbers() -> None:
    assert told(find_preset("symmetry-1986").experiment())["with"] == (
        "Rates ε 0.1, α 0.9; start weights uniform within ±0.3, seed 42; a step looks at all 64 "
        "cases."
    )
    assert told(find_preset("parity-4-1986").experiment(seed=7))["with"] == (
        "Rates ε 0.5, α 0.9; start weights uniform within ±0.3, seed 7; a step looks at 1 of 16 "
        "cases, in the order of the table."
    )
    assert told(find_preset("mazur").experiment())["with"] == (
        "Rates ε 0.5, α 0; start weights as the source prints them; a step looks at the one case."
    )
    assert "spread of 0.5, seed 42" in told(Experiment())["with"]
    assert "√(6/(inputs + outputs)) of a layer" in told(Experiment(init="xavier"))["with"]


def test_what_a_schedule_has_changed_stands_beside_what_the_run_began_with() -> None:
    relatives = find_preset("family-trees").experiment()
    recipe = (
        "; start weights uniform within ±1, seed 42; a step looks at all 100 cases; decay takes "
        "0.0005 of every weight after a step; from step 20 on lr 0.03, momentum 0.95; from step "
        "5,000 on lr 0.01."
    )
    assert told(relatives)["with"] == f"Rates ε 0.005, α 0.5{recipe}"
    assert told(relatives, 25)["with"] == f"Rates ε 0.005, α 0.5 (now ε 0.03, α 0.95){recipe}"
    many = Experiment(schedule=Scheduled().read(";".join(f"{k}:lr={k}" for k in range(1, 8))))
    assert told(many)["with"].endswith("from step 4 on lr 4; and 3 more on the way.")


def test_weights_of_a_file_are_named() -> None:
    start = Trainer(Experiment()).snapshot()
    given = Start(start.weights, start.biases, path="mine.json")
    assert "start weights of the weights file mine.json" in told(Experiment(start=given))["with"]


def test_the_preset_says_how_soon_its_own_seed_learns_it() -> None:
    assert told(find_preset("parity-4-1986").experiment(seed=7))["seed"] == (
        "The preset itself, from seed 4, first has all cases right at step 61,488, every output "
        "within 0.2 of its bit at step 62,144."
    )
    assert "seed" not in told(find_preset("mazur").experiment())


def test_of_one_case_the_error_has_the_digits_that_a_text_prints() -> None:
    """The seventh digit tells Mazur's own last line, 0.291027924, from what his weights give."""
    mazur = find_preset("mazur")
    assert "E 0.291027774;" in told(mazur.experiment(), 1)["this run"]
    assert "E 0.291027924;" in told(mazur.experiment(bug="updated-weights"), 1)["this run"]
    assert "E 0.059597272;" in told(find_preset("xor-10").experiment(), 1)["this run"]
    assert "E " not in told(Experiment())["this run"]
