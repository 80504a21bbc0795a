"""What the commands print, what they return, and that a run printed as JSON can be repeated and
continued from nothing but what it printed.
"""

from __future__ import annotations

import gc
import json
import math
import shlex
from pathlib import Path
from typing import Any

import pytest

import backprop_tui
from backprop_tui.cli import main
from backprop_tui.cli.commands import COMMANDS, DASHBOARD, shared_options
from backprop_tui.engine import (
    ACTIVATIONS,
    BUGS,
    INITIALIZERS,
    LOSSES,
    PROBLEMS,
    Edit,
    Experiment,
    LayerCheck,
    Parameter,
    Trainer,
)
from tests.cli.conftest import DESCENDED, Commands

TUTORIAL = """\
Step     0 | Loss: 0.2557
Step  2000 | Loss: 0.0128
Step  4000 | Loss: 0.0027
Step  6000 | Loss: 0.0013
Step  8000 | Loss: 0.0009
Step 10000 | Loss: 0.0006

Trained predictions vs correct XOR:
 Input [0 0] → Predicted: 0.026 | Correct: 0
 Input [0 1] → Predicted: 0.975 | Correct: 1
 Input [1 0] → Predicted: 0.975 | Correct: 1
 Input [1 1] → Predicted: 0.023 | Correct: 0
"""

DIVERGING = ("--hidden", "none", "--output-activation", "linear", "--lr", "5")


def as_json(command: Commands, *arguments: str, remarks: int = 0) -> dict[str, Any]:
    printed = command.printed(*arguments, "--json", remarks=remarks)
    content: dict[str, Any] = json.loads(printed)
    return content


def test_run_prints_what_the_tutorials_script_prints(command: Commands) -> None:
    assert command.printed("run") == TUTORIAL


@pytest.mark.parametrize(
    "before",
    [
        [],
        ["--lr", "2", "--steps", "50"],
        ["--lr", "2", "--steps", "50", "--hidden", "3", "--bias", "--problem", "or"],
    ],
)
def test_options_may_come_before_or_after_the_command(command: Commands, before: list[str]) -> None:
    options = ["--lr", "2", "--steps", "50", "--hidden", "3", "--bias", "--problem", "or"]
    after = options[len(before) :]
    assert command.printed(*before, "run", *after) == command.printed("run", *options)


def test_the_last_of_two_equal_options_counts(command: Commands) -> None:
    twice = command.printed("--lr", "9", "run", "--lr", "1", "--steps", "9")
    assert twice == command.printed("run", "--lr", "1", "--steps", "9")


EXPERIMENTS = [
    "",
    "--hidden none --problem and --bias",
    "--hidden 3,2 --activation tanh --loss bce --momentum 0.9 --lr 0.1 --problem parity",
    "--activation relu --output-activation linear --init xavier --seed 7 --batch-size 3",
    "--hidden 3,2 --activation tanh,leaky-relu:.20 --output-activation bipolar:2.0 --bias",
    "--hidden 2,2 --activation sigmoid:1,step --output-activation sigmoid:0.5 --direct",
    "--init uniform --scale 1.5 --problem parity3 --batch-size 1",
    "--order file --batch-size 3 --at-step 20 lr=.03,momentum=.95 --at-step=9:loss=bce",
]


@pytest.mark.parametrize("options", EXPERIMENTS)
def test_the_command_in_a_report_gives_the_same_report(command: Commands, options: str) -> None:
    said = sum(option in options for option in ("--batch-size", "--at-step"))
    words = ("run", *options.split(), "--steps", "30", "--every", "7")
    report = as_json(command, *words, remarks=said)
    program, *arguments = shlex.split(report["command"])
    assert program == "backprop-tui"
    assert as_json(command, *arguments, remarks=said) == report
    assert [moment["step"] for moment in report["history"]] == [0, 7, 14, 21, 28, 30]


@pytest.mark.parametrize("bias", ["--bias", "--no-bias"])
def test_a_report_can_be_continued(command: Commands, tmp_path: Path, bias: str) -> None:
    path = tmp_path / "half way.json"
    path.write_text(command.printed("run", bias, "--steps", "20", "--json"))
    rest = as_json(command, "run", bias, "--steps", "20", "--weights", str(path), remarks=1)
    whole = as_json(command, "run", bias, "--steps", "40")
    for key in ("weights", "biases", "predictions", "hidden"):
        assert rest[key] == whole[key]
    assert rest["history"][-1]["loss"] == whole["history"][-1]["loss"]
    assert shlex.quote(str(path)) in rest["command"]
    assert rest["experiment"]["weights_file"] == str(path)


@pytest.mark.parametrize(
    "options",
    [
        "--momentum 0.9",
        "--batch-size 3 --seed 7 --bias",
        "--batch-size 1 --order file --momentum 0.5 --hidden 3,2",
        "--bug uncleared --momentum 0.8 --batch-size 2 --lr 0.05",
    ],
)
def test_a_run_stopped_and_continued_is_the_run_that_was_never_stopped(
    command: Commands, tmp_path: Path, options: str
) -> None:
    path = tmp_path / "half way.json"
    run = ("run", *options.split(), "--json")
    taken = 0
    for steps in (1, 21, 300):
        again = ("--weights", str(path)) if taken else ()
        path.write_text(command(*run, *again, "--steps", str(steps)).out)
        taken += steps
    rest, whole = json.loads(path.read_text()), json.loads(command(*run, "--steps", "322").out)
    for key in ("weights", "biases", "predictions", "hidden", "memory"):
        assert rest[key] == whole[key], key
    assert whole["memory"]["steps"] == 322
    assert rest["history"][-1]["loss"] == whole["history"][-1]["loss"]


def test_a_run_continued_otherwise_says_what_is_other(command: Commands, tmp_path: Path) -> None:
    path = tmp_path / "half way.json"
    began = "--lr 0.3 --momentum 0.5 --batch-size 2 --seed 7 --l2 0.01 --freeze W2 --bug uncleared"
    path.write_text(command("run", "--json", "--steps", "9", *began.split()).out)
    *_, err = command("run", "--steps", "9", "--weights", str(path), "--batch-size", "1")
    said = "; this one has --seed 42 --lr 0.5 --momentum 0.0 --batch-size 1 --freeze none --l2 0.0"
    assert f"{said} --bug none\n" in err
    for option in ("--seed 7", "--lr 0.3", "--batch-size 2", "--freeze W2", "--l2 0.01"):
        assert f" {option} " in err.partition(said)[0] + " "
    *_, err = command("run", "--steps", "9", "--weights", str(path), *began.split())
    assert "this one has" not in err


def test_a_file_with_a_schedule_says_how_the_run_would_have_gone_on(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "half way.json"
    begun = ("run", "--at-step", "20", "lr=0.03,momentum=0.95", "--at-step", "40:lr=0.01")
    path.write_text(command(*begun, "--json", "--steps", "30").out)
    on = ("run", "--weights", str(path), "--json", "--steps", "70")
    *_, err = command(*on)
    said = "--lr 0.03 --momentum 0.95 --at-step 10:lr=0.01"
    assert f" goes on with {said}; this one has --lr 0.5 --momentum 0.0 --at-step none\n" in err
    options = said.split()
    rest = as_json(command, *on[:-3], "--steps", "70", *options, remarks=2)
    whole = as_json(command, *begun, "--steps", "100", remarks=1)
    assert rest["weights"] == whole["weights"]
    assert rest["memory"] == whole["memory"]


def test_what_changes_on_the_way_stands_among_the_losses(command: Commands) -> None:
    words = ("run", "--steps", "100", "--every", "50", "--at-step=20 lr=.03,momentum=0.95")
    printed = command.printed(*words, "--at-step", "50", "loss=bce", remarks=1)
    lines = printed.splitlines()
    assert lines[1:3] == ["Step    20 | lr .03, momentum 0.95", "Step    50 | loss bce"]
    assert lines[3].startswith("Step    50 | Loss: 0.6")
    assert lines[4].startswith("Step   100 | Loss: 0.6")
    report = as_json(command, *words, "--at-step", "50", "loss=bce", remarks=1)
    assert report["experiment"]["schedule"] == [
        {"step": 20, "learning_rate": 0.03, "momentum": 0.95},
        {"step": 50, "loss": "bce"},
    ]
    plain = as_json(command, "run", "--steps", "100", "--every", "50")
    assert report["history"][0] == plain["history"][0]
    trace = as_json(command, "trace", "--at", "50", *words[5:])
    assert trace["layers"][0]["previous_change"][0] != [0.0] * 4


def test_json_holds_the_run_at_full_precision(command: Commands) -> None:
    report = as_json(command, "run", "--steps", "5", "--hidden", "3,2", "--bias")
    trainer = Trainer(Experiment(hidden=(3, 2), bias=True))
    trainer.step(5)
    snapshot = trainer.snapshot()
    assert snapshot.biases is not None
    assert list(report) == [
        *("experiment", "command", "steps", "history"),
        *("weights", "biases", "weights_by", "right_since", "first_right"),
        *("curve", "remarks", "memory", "predictions", "hidden"),
    ]
    assert report["steps"] == 5
    assert report["right_since"] is report["first_right"] is None
    assert report["history"][-1] == {"step": 5, "loss": snapshot.loss, "error": snapshot.error}
    assert report["weights"] == [matrix.tolist() for matrix in snapshot.weights]
    assert report["biases"] == [vector.tolist() for vector in snapshot.biases]
    assert report["hidden"] == [layer.tolist() for layer in snapshot.activations[1:-1]]
    assert report["predictions"][1] == {
        "input": [0.0, 1.0],
        "target": [1.0],
        "prediction": snapshot.predictions[1].tolist(),
    }


@pytest.mark.parametrize("every", ["7", "5000"])
def test_the_step_from_which_all_is_right_is_the_same_however_often_it_is_printed(
    command: Commands, every: str
) -> None:
    arguments = ("run", "--steps", "5000", "--every", every)
    _, out, err = command(*arguments)
    assert err.endswith(
        "\nbackprop-tui: step 2,169: solved: loss below 0.01; every case right since step 1,141."
        "\nbackprop-tui: curve: flat near 0.25 until 890, every case right from step 1,141 on, "
        "below 0.01 at 2,169\n"
    )
    assert "1,141" not in out
    report = as_json(command, *arguments)
    assert report["right_since"] == report["first_right"] == 1_141


def test_csv_is_the_history_of_json(command: Commands) -> None:
    arguments = ("run", "--steps", "25", "--every", "10")
    header, *lines = command.printed(*arguments, "--csv").splitlines()
    assert header == "step,loss,error"
    assert [list(map(float, line.split(","))) for line in lines] == [
        list(moment.values()) for moment in as_json(command, *arguments)["history"]
    ]


def test_your_own_table_is_learnt_and_named(command: Commands, tmp_path: Path) -> None:
    path = tmp_path / "sums.csv"
    path.write_text("a,b,target_sum,y_difference\n0.5,0.25,0.75,0.25\n1,0,1,1\n")
    out = command.printed("run", "--data", str(path), "--steps", "1")
    assert "Trained predictions vs correct SUMS:\n Input [0.5 0.25] → Predicted: [" in out
    assert "] | Correct: [1 1]\n" in out
    assert out.endswith(" of 2 right, within a tenth of the range of its target\n")
    report = as_json(command, "run", "--data", str(path), "--steps", "1")
    assert report["experiment"]["data"] == str(path)
    assert as_json(command, *shlex.split(report["command"])[1:]) == report


@pytest.mark.parametrize(
    ("names", "target", "inputs", "targets"),
    [
        ("YearsExperience,Salary", "salary", "YearsExperience", ["Salary"]),
        ("year,target", "", "year", ["target"]),
        ("year,Y_pred", "", "year", ["Y_pred"]),
        ("y,year", "year", "y", ["year"]),
        ('"length, ""cm""",b,-c', '"length, ""CM""",-c', "b", ['length, "cm"', "-c"]),
    ],
)
def test_the_columns_that_were_chosen_are_learnt_and_the_printed_command_chooses_them_again(
    command: Commands, tmp_path: Path, names: str, target: str, inputs: str, targets: list[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"{names}\n1,0,1\n".replace("1,0,1", ",".join("101"[: len(targets) + 1])))
    chosen = [f"--target={target}"] if target else []
    arguments = ("run", "--data", str(path), *chosen, "--steps", "3")
    _, out, err = command(*arguments, "--json")
    case = "the one case of table.csv"
    learnt = f"backprop-tui: learning {', '.join(targets)} from {inputs}: {case}"
    network = f"network 1-4-{len(targets)}, sigmoid, no biases"
    opening, curve = err.splitlines()
    assert opening == f"{learnt}; lr 0.5 {DESCENDED}; {network}"
    assert curve.startswith("backprop-tui: curve: ")
    report = json.loads(out)
    assert report["experiment"].get("target") == (targets if target else None)
    assert as_json(command, *shlex.split(report["command"])[1:]) == report


@pytest.mark.parametrize("form", [[], ["--json"], ["--csv"]])
def test_run_says_first_what_is_learnt_from_what_and_then_what_cannot_be_reached(
    command: Commands, tmp_path: Path, form: list[str]
) -> None:
    path = tmp_path / "s.csv"
    path.write_text("a,b,grade\n0,1,99\n1,0,621\n1,1,300\n")
    _, out, err = command("run", "--data", str(path), "--target", "grade", "--steps", "1", *form)
    learnt, reach, _ = err.splitlines()
    told = "backprop-tui: learning grade from a, b: the 3 cases of s.csv"
    assert learnt == f"{told}; lr 0.5 {DESCENDED}; network 2-4-1, sigmoid, no biases"
    assert reach.startswith("backprop-tui: targets go from 99 to 621, but sigmoid outputs give ")
    assert "(y - 99)/522, and add --bias" in reach
    assert "backprop-tui" not in out.replace('"command": "backprop-tui', "")


BOOK = '{"weights": [[[.15, .25], [.2, +.3]], [[4.e-1], [.45]]], "biases": [.35, 0.60]}'


def test_weights_as_a_book_prints_them_are_read_and_what_they_leave_open_is_said(
    command: Commands, tmp_path: Path
) -> None:
    path, plain = tmp_path / "book.json", tmp_path / "plain.json"
    path.write_text(BOOK)
    plain.write_text(
        '{"weights": [[[0.15, 0.25], [0.2, 0.3]], [[0.4], [0.45]]],'
        ' "biases": [[0.35, 0.35], [0.6]]}'
    )
    for words in (("run", "--steps", "9"), ("trace",), ("check",)):
        for form in (["--bias"], []):
            book = command.printed(*words, *form, "--weights", str(path), remarks=2)
            whole = ("--hidden", "2", "--bias", *([] if form else ["shared"]))
            assert book == command.printed(*words, *whole, "--weights", str(plain), remarks=1)
    *_, err = command("trace", "--weights", str(path))
    assert "b₁ = 0.35): they share it, and learn it as one" in err
    *_, err = command("trace", "--weights", str(path), "--bias")
    square, shared = err.splitlines()
    assert "W₁ of book.json is square: read with a row per input;" in square
    assert "b₁ = 0.35" in shared
    assert "each unit starts with it and then learns its own" in shared


def test_a_run_that_goes_on_says_so_and_which_settings_are_others(
    command: Commands, tmp_path: Path
) -> None:
    path = tmp_path / "t.json"
    path.write_text(command.printed("run", "--activation", "tanh", "--json", "--steps", "9"))
    for words in (("run", "--steps", "9"), ("trace",), ("check",)):
        command.printed(*words, "--weights", str(path), "--activation", "tanh", remarks=1)
        *_, err = command(*words, "--weights", str(path))
        assert "by a run with --activation tanh; this one has --activation sigmoid\n" in err


def test_what_is_said_of_weights_is_said_before_the_training(
    command: Commands, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "book.json"
    path.write_text(BOOK)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Trainer, "step", interrupt)
    for name in ("trace", "check"):
        status, _, err = command(name, "--weights", str(path), "--at", "9")
        assert (status, err.count("\n")) == (130, 2)


def test_a_run_that_diverges_prints_what_it_has_and_says_when(command: Commands) -> None:
    status, out, err = command("run", *DIVERGING, "--every", "100")
    assert status == 1
    assert out.splitlines()[0] == "Step     0 | Loss: 0.4350"
    assert out.splitlines()[2] == "Step   135 | Loss: inf"
    learnt, grown, problem = err.splitlines()
    assert learnt.startswith("backprop-tui: learning y from x1, x2: the 4 cases of xor; lr 5 ")
    assert grown.startswith("backprop-tui: step 100: the loss has grown from 0.435 to ")
    assert "at step 135" in problem
    assert "smaller --lr (it is 5)" in err


@pytest.mark.parametrize(
    ("content", "options", "said"),
    [
        (
            "year,y\n2019,.1\n2020,.5\n2021,.9\n",
            "",
            ": step 400: the loss has stayed at 0.1067 for 392 steps. Units h1 to h4 are saturated",
        ),
        (
            "years,y\n1.1,30000\n2,40000\n5,50000\n",
            "--output-activation linear --steps 100",
            "the learning rate 0.5 is too large here. Try --lr 0.0",
        ),
    ],
)
@pytest.mark.parametrize("form", [[], ["--csv"]])
def test_a_run_that_has_learnt_nothing_says_why_once(
    command: Commands, tmp_path: Path, content: str, options: str, said: str, form: list[str]
) -> None:
    path = tmp_path / "table.csv"
    path.write_text(content)
    status, _, err = command("run", "--data", str(path), *options.split(), *form)
    _, first, second = err.splitlines()
    assert status == 0
    assert said in first + second
    assert "curve: " in first + second


def test_a_run_that_diverges_is_still_json(command: Commands) -> None:
    status, out, _ = command("run", *DIVERGING, "--json")
    report = json.loads(out, parse_constant=pytest.fail)
    assert status == 1
    assert report["steps"] == 135
    assert report["history"][-1] == {"step": 135, "loss": None, "error": None}


@pytest.mark.parametrize("every", ["1", "7", "134", "5000"])
def test_where_a_run_diverges_does_not_depend_on_what_is_printed(
    command: Commands, every: str
) -> None:
    _, out, _ = command("run", *DIVERGING, "--every", every, "--csv")
    assert out.splitlines()[-1].startswith("135,")


def test_check_says_right_and_wrong(command: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    out = command.printed("check", "--bias", "--hidden", "3,2", "--at", "5")
    assert out.count("| right\n") == 3
    assert "weights 6, biases 3" in out
    monkeypatch.setattr(LayerCheck, "largest", 1.1e-5)
    status, out, err = command("check")
    assert (status, err) == (1, "")
    assert out.count("| 1.1e-05 | WRONG\n") == 2


def test_check_names_what_a_kink_left_out(command: Commands) -> None:
    # All weighted sums are 0, where relu has no slope.
    out = command.printed("check", "--activation", "relu", "--init", "zeros")
    assert "left out at a kink or a jump of E: 8" in out


@pytest.mark.parametrize("bug", BUGS)
def test_check_names_the_bug_and_the_layers_that_it_makes_wrong(
    command: Commands, bug: str
) -> None:
    status, out, err = command("check", "--bug", bug)
    assert (status, err) == (1, "")
    words = " ".join(out.split())
    assert f"Bug {bug}: {BUGS[bug].summary}" in words
    wrong = "layer 1" if bug == "updated-weights" else "layer 1 and layer 2"
    assert f"It makes {wrong} wrong." in words
    assert out.count("| WRONG\n") == len(wrong.split(" and "))
    assert ("at step 1:" in out) == BUGS[bug].carries


def test_check_says_why_a_bug_is_harmless(command: Commands) -> None:
    out = " ".join(command.printed("check", "--bug", "no-slope", "--loss", "bce").split())
    assert "It is harmless here: with bce the f′ of the output cancels" in out
    out = command.printed("check", "--bug", "updated-weights", "--lr", "0")
    assert "No gradient of this step shows it." in " ".join(out.split())


@pytest.mark.parametrize("bug", BUGS)
def test_a_run_with_a_bug_says_so_and_is_that_of_the_engine(command: Commands, bug: str) -> None:
    report = as_json(command, "run", "--bug", bug, "--steps", "50")
    trainer = Trainer(Experiment(bug=bug))
    trainer.step(50)
    assert report["experiment"]["bug"] == bug
    assert f"--bug {bug}" in report["command"]
    assert report["weights"] == [W.tolist() for W in trainer.snapshot().weights]


def test_the_help_names_every_option_value_and_command(command: Commands) -> None:
    for name, own in {"": DASHBOARD, **COMMANDS}.items():
        words = " ".join(command.printed(*name.split(), "--help").split())
        for option in (*own.options, *(shared_options(Experiment) if own.word is None else ())):
            # What a switch may be followed by stands between its two forms.
            usages = option.usages if option.kind.following else (", ".join(option.usages),)
            if own.word == option:
                usages = (option.kind.metavar,)
            assert all(usage in words for usage in usages)
        for known in (*PROBLEMS.shown, *ACTIVATIONS, *LOSSES, *INITIALIZERS):
            assert known in words or own.word is not None
    assert "(default: 0.5)" in words
    assert all(name in command.printed("--help") for name in COMMANDS)


def test_the_help_says_what_each_loss_descends_and_displays(command: Commands) -> None:
    said = " ".join(command.printed("run", "--help").split())
    for loss in LOSSES.values():
        shown = "as it is" if loss.is_displayed else loss.displayed
        assert f"{loss.name}: E = {loss.formula}, displayed {shown}" in said
    assert "(default: 0.5). A step goes so far down the E of --loss, whatever is" in said


def test_the_version_is_the_packages(command: Commands) -> None:
    assert command.printed("--version") == f"backprop-tui {backprop_tui.__version__}\n"


@pytest.mark.parametrize("name", ["run", "trace", "check"])
def test_ctrl_c_ends_quietly(command: Commands, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Trainer, "__init__", interrupt)
    assert command(name) == (130, "", "")


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_too_little_memory_is_one_line(
    command: Commands, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(Trainer, "__init__", fail)
    assert "too large" in command.refused("run")


@pytest.mark.parametrize(
    ("arguments", "settings"),
    [
        ("", {}),
        (
            "--glyphs unicode --speed 1 --steps 1 --fps 2.5",
            {"steps": 1, "speed": 1.0, "glyphs": "unicode", "fps": 2.5},
        ),
        ("--speed max", {"speed": math.inf}),
        ("--theme Light", {"theme": "backprop-light"}),
        ("--theme dracula", {"theme": "dracula"}),
        ("--at 360", {"at": 360}),
    ],
)
def test_without_a_command_the_dashboard_opens(
    command: Commands, opened: dict[str, Any], arguments: str, settings: dict[str, Any]
) -> None:
    assert command("--seed", "3", *arguments.split()) == (7, "", "")
    assert opened.pop("experiment").seed == 3
    assert opened.pop("keeper").path is None, "nothing was done"
    usual = {"events": (), "at": 0, "steps": 10_000, "speed": 512.0, "glyphs": "ascii", "fps": 15.0,
             "theme": "backprop-dark"}  # fmt: skip
    how = {"is_remote": False, "budget": math.inf, "is_fixed": True, "is_forced": True,
           "opened": None}  # fmt: skip
    assert opened == {**usual, **settings, **how}


def test_what_is_done_by_hand_lies_ahead_of_the_dashboard_however_far(
    command: Commands, opened: dict[str, Any]
) -> None:
    words = ("--steps", "9", "--by-hand", "3", "lr=1", "--by-hand", "20000:W1[x1,h1]=0")
    assert command(*words) == (7, "", "")
    (first, change), (second, edit) = opened["events"]
    assert (first, dict(change.settings), second) == (3, {"learning_rate": 1.0}, 20000)
    assert edit == Edit(Parameter(1, 0, 0), 0.0)


def test_a_bad_value_in_the_environment_is_refused_too(
    command: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BACKPROP_GLYPHS", "emoji")
    assert "BACKPROP_GLYPHS" in command.refused()


@pytest.mark.usefixtures("opened")
def test_a_theme_that_there_is_not_is_refused_before_anything_is_drawn(command: Commands) -> None:
    assert "--theme neon, but there is no such theme; choose from dark, light" in command.refused(
        "--theme", "neon"
    )
    assert "--theme must be" in command.refused("--theme", " ")


@pytest.mark.parametrize("words", [["problems"], ["run", "--steps", "1"], ["run", "--lr", "x"]])
def test_the_collector_is_on_again_after_a_command(words: list[str]) -> None:
    main(words)
    assert gc.isenabled()
