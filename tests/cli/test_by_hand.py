"""What is done on the screen can be said in a line and printed, whatever command it is given to.
The worked example comes out with every digit, and so does a run of a session that was saved.
"""

from __future__ import annotations

import json
import math
import shlex
from pathlib import Path
from typing import Any

import pytest

from backprop_tui.engine import Experiment, Journal, Parameter, Trainer
from backprop_tui.engine.keeping.saved import Named, Origin, SavedRun, SavedSession
from backprop_tui.engine.keeping.seen import Seen
from tests.cli.conftest import Commands

B = "300:lr=5"
C = "300:lr=5;360:W2[h1,yhat]=0"


@pytest.fixture(scope="module")
def told() -> Trainer:
    """Run c of the worked example, done by hand."""
    run = Trainer(Experiment())
    run.step(300)
    run.change(learning_rate=5)
    run.step(60)
    run.edit(Parameter(2, 0, 0), 0.0)
    run.step(135)
    return run


@pytest.fixture(scope="module")
def kept(told: Trainer, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A session with run c, left at step 386, and b."""
    b = Trainer(Experiment(), told.events[:1])
    b.step(481)
    c = told.fork()
    c.seek(386)
    runs = (
        SavedRun("b", Journal.of(b), Origin("a", 300), seen=Seen.of(b.snapshot())),
        SavedRun("c", Journal.of(c), name="cut", marks=(Named(360, "here"),)),
    )
    path = tmp_path_factory.mktemp("sessions") / "two runs.json"
    path.write_text(SavedSession(runs, "c").to_json())
    return str(path)


def test_a_run_by_hand_is_the_run_of_the_screen(command: Commands, told: Trainer) -> None:
    status, out, err = command("run", "--steps", "495", "--every", "400", "--by-hand", C)
    assert status == 0
    assert out.splitlines()[:6] == [
        "Step     0 | Loss: 0.2557",
        "Step   300 | lr 5",
        "Step   360 | W₂ h1→ŷ = 0",
        "Step   400 | Loss: 0.2329",
        "Step   495 | Loss: 0.0099",
        "",
    ]
    assert "by hand at step 300 lr 5; at step 360 W₂ h1→ŷ = 0\n" in err
    assert "below 0.01 at 495" in err
    assert told.snapshot().loss == pytest.approx(0.0099, abs=5e-5)


def test_json_says_what_was_done_and_the_command_that_repeats_it(
    command: Commands, told: Trainer
) -> None:
    given = ("--by-hand", "300", "lr=5", "--by-hand=360:W2[h1,yhat]=0")
    out = command.printed("run", "--json", "--steps", "495", *given, remarks=1)
    report: dict[str, Any] = json.loads(out)
    assert report["by_hand"] == [
        {"step": 300, "done": "lr 5"},
        {"step": 360, "done": "W₂ h1→ŷ = 0"},
    ]
    assert report["experiment"]["learning_rate"] == 0.5
    assert report["weights"] == [matrix.tolist() for matrix in told.snapshot().weights]
    again = shlex.split(report["command"])[1:]
    assert again[5:7] == ["--by-hand", C]
    assert command(*again, "--json")[1] == out


def test_a_step_is_that_of_the_run_by_hand(command: Commands, told: Trainer) -> None:
    run = told.fork()
    run.seek(360)
    record = run.record()
    out = command.printed("trace", "--json", "--at", "360", "--by-hand", C, remarks=1)
    report = json.loads(out)
    assert report["layers"][1]["weights"] == record.layers[1].weights.before.tolist()
    assert report["layers"][1]["weights"][0] == [0.0]
    assert "at step 360" in command.printed("check", "--at=360", "--by-hand", C, remarks=1)


def test_a_phase_that_is_brought_by_hand_is_there_from_then_on(command: Commands) -> None:
    words = ("trace", "--phase", "change1", "--at", "20", "--by-hand")
    assert "Momentum: a share" in command.printed(*words, "20:momentum=0.9", remarks=1)
    said = command.refused(*words, "19:momentum=0.9;20:momentum=0")
    assert "there is no phase 'change1'" in said


def test_what_is_done_at_the_start_comes_first(command: Commands) -> None:
    out = command.printed(
        "run", "--steps", "1", "--at-step", "1", "lr=3", "--by-hand", "1:lr=2;0:W1[x1,h1]=-0",
        remarks=2,
    )  # fmt: skip
    assert out.splitlines()[:5] == [
        "Step     0 | W₁ x1→h1 = -0",
        "Step     0 | Loss: 0.2554",
        "Step     1 | lr 3",
        "Step     1 | lr 2",
        "Step     1 | Loss: 0.2539",
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("run --by-hand", "--by-hand needs a value: a step and what changes after it, such as 300"),
        ("run --by-hand 300", "--by-hand needs a value"),
        ("run --by-hand 300 x", "what changes at step 300 must be written NAME=VALUE"),
        ("run --by-hand -1:lr=5", "the step of a change by hand must be a whole number from 0"),
        ("run --by-hand 3:lr=nan", "by hand at step 3: learning rate must be a finite number"),
        ("run --by-hand 3:W7[a,b]=1", "by hand at step 3: there is no single weight or bias"),
        ("run --by-hand 10001:lr=5", "--by-hand does something at step 10,001, and nothing comes"),
        ("trace --by-hand 5:lr=5 --at 4", "nothing comes after step 4 (--at)"),
        ("check --by-hand 5:lr=5", "nothing comes after step 0 (--at)"),
        ("problems --by-hand 5:lr=5", "problems does not take '--by-hand'"),
        ("run --run b", "--run needs --session FILE, which holds the runs"),
        ("trace --run b", "--run needs --session FILE, which holds the runs"),
        ("run --at 4", "--at is a step of a --session; --steps says where a run ends"),
        ("run --session", "--session needs a value: a file that the dashboard has saved"),
        ("run --session no-such-file", "the session file 'no-such-file' cannot be opened"),
        ("run --session . --lr 3 --seed 4", "leave out --lr, --seed"),
        ("run --session . --no-bias", "leave out --bias"),
        ("run --session . --by-hand 3:lr=4", "leave out --by-hand"),
        ("run --save .", "--save writes over nothing, and there is a '.' already"),
        ("run --save nowhere/x.json", "--save: there is no folder 'nowhere'"),
        ("--session-x x", "no option '--session-x'; backprop-tui open FILE goes on with a session"),
        ("--session x", "does not take '--session'; backprop-tui open FILE goes on with a session"),
        ("--last", "does not take '--last'; backprop-tui open FILE goes on with a session"),
    ],
)
def test_what_cannot_be_done_by_hand_or_taken_from_a_file_is_refused(
    command: Commands, words: str, said: str
) -> None:
    assert said in command.refused(*words.split())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("--run d", "there is no run 'd' in "),
        ("--run B", "it has b, c"),
        ("--at 496", "run c has 495 steps, so --at may be 0 to 495, not 496"),
        ("--run b --at 482", "run b has 481 steps, so --at may be 0 to 481, not 482"),
    ],
)
def test_a_session_holds_these_runs_and_steps_alone(
    command: Commands, kept: str, words: str, said: str
) -> None:
    for name in ("run", "trace", "check"):
        assert said in command.refused(name, "--session", kept, *words.split())
    assert "--at and --steps both say" in command.refused(
        "run", "--session", kept, "--at", "3", "--steps", "3"
    )


def test_a_run_of_a_session_is_printed_as_that_of_a_line(command: Commands, kept: str) -> None:
    for words, line in (
        ((), ("--steps", "495", "--by-hand", C)),
        (("--at", "386"), ("--steps", "386", "--by-hand", C)),
        (("--run", "b"), ("--steps", "481", "--by-hand", B)),
        (("--run", "b", "--steps", "600"), ("--steps", "600", "--by-hand", B)),
    ):
        of_session = command.printed("run", "--csv", "--session", kept, *words, remarks=2)
        assert of_session == command.printed("run", "--csv", *line, remarks=1)


def test_a_step_of_a_session_is_where_somebody_was(command: Commands, kept: str) -> None:
    for words, line in (((), "386"), (("--at", "0"), "0"), (("--at", "360"), "360")):
        done = ("--by-hand", C) if line != "0" else ()
        for kind in (("trace", "--phase", "z1"), ("check",), ("trace", "--gradients")):
            remarks = 1 if done else 0
            of_session = command.printed(*kind, "--session", kept, *words, remarks=remarks + 1)
            assert of_session == command.printed(*kind, "--at", line, *done, remarks=remarks)


def test_the_session_that_was_saved_last_needs_no_name(
    command: Commands, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert "no session is kept in" in command.refused("trace", "--session", "last")
    folder = tmp_path / "backprop-tui"
    folder.mkdir()
    (folder / "session-2026-11-28-120000-1.json").write_text(Path(kept).read_text())
    words = ("run", "--csv", "--run", "b", "--session")
    assert command(*words, "last") == command(*words, kept)
    assert "the session file './last' cannot be opened" in command.refused(*words, "./last")


def test_a_run_is_saved_and_comes_back(
    command: Commands, kept: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = command.printed(
        "run", "--steps", "400", "--by-hand", C, "--save", "my run.json", remarks=2
    )
    assert command.printed("run", "--session", "my run.json", remarks=2) == out
    assert "there is a 'my run.json' already" in command.refused("run", "--save", "my run.json")
    _, _, err = command("run", "--session", kept, "--at", "380", "--save", "c.json")
    assert "backprop-tui: run c 'cut' of 495 steps\n" in err
    assert "saved: backprop-tui open c.json\n" in err
    saved = json.loads(Path("c.json").read_text())
    (run,) = saved["runs"]
    assert (saved["shown"], run["run"], run["name"], run["origin"]) == ("c", "c", "cut", None)
    assert (run["step"], run["length"], run["marks"]) == (380, 380, [[360, "here"]])
    assert sorted(each.name for each in tmp_path.iterdir()) == ["c.json", "my run.json"]


def test_a_machine_that_rounds_otherwise_is_said(
    command: Commands, kept: str, tmp_path: Path
) -> None:
    content = json.loads(Path(kept).read_text())
    content["runs"][0]["seen"]["digest"] = "0" * 16
    path = tmp_path / "other.json"
    path.write_text(json.dumps(content))
    said = "this machine rounds otherwise than the one it was saved on: at step 481"
    for words in (("run",), ("run", "--steps", "500"), ("trace", "--phase", "z1", "--at", "481")):
        _, out, err = command(*words, "--session", str(path), "--run", "b")
        assert said in err
        assert out == command(*words, "--session", kept, "--run", "b")[1]
    assert said not in command("trace", "--session", str(path), "--run", "b", "--at", "480")[2]


def test_a_run_that_diverges_is_saved_as_far_as_it_came(command: Commands, tmp_path: Path) -> None:
    path = str(tmp_path / "far.json")
    words = ("--hidden", "none", "--output-activation", "linear", "--lr", "5")
    status, out, err = command("run", *words, "--save", path)
    assert status == 1
    assert f"saved: backprop-tui open {path}" in err
    assert "by hand" not in err
    for line, said in (
        ("5:lr=1;9999:lr=2", "at step 9,999"),
        ("9000:lr=1;9999:lr=2", "from step 9,000 on"),
    ):
        undone = command("run", *words, "--by-hand", line)
        assert f"what was to be done by hand {said} was not: the run ended before\n" in undone.err
    again = command("run", "--session", path)
    assert (again.status, again.out) == (1, out)
    assert math.isfinite(float(out.splitlines()[0].split()[-1]))


def test_the_dashboard_opens_at_that_moment(command: Commands, tmp_path: Path) -> None:
    path = tmp_path / "b.txt"
    words = ("--by-hand", B, "--at", "386", "--screenshot", str(path), "--size", "80x24")
    assert command(*words).status == 0
    first, *_ = path.read_text().splitlines()
    assert "step 386 loss 0.1765 4/4" in first
    assert "1 change by hand" in first
    assert "lr 5" in first
