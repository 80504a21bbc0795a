"""A saved session is opened where it was left, by its file or as the last one; what is none
is refused in a line before anything is drawn.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from backprop_tui.cli.places import kept_sessions, state_folder
from backprop_tui.engine import BadSetting, Experiment, Runs
from backprop_tui.engine.keeping.recorder import Recorder
from backprop_tui.engine.keeping.saved import SavedSession
from backprop_tui.engine.presets import PRESETS
from backprop_tui.ui.session.session import Session
from tests.cli.conftest import Commands


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where sessions are kept, of each test its own."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    yield tmp_path / "backprop-tui"


def saved(**settings: Any) -> SavedSession:
    """a, and b with another learning rate from step 300 on."""
    runs = Runs(Experiment.of("xor", **settings))
    runs.step(400)
    runs.seek(300)
    runs.branch()
    runs.change(learning_rate=5.0)
    runs.step(181)
    return Recorder().session(runs)


def test_a_file_is_opened_where_it_was_left(
    command: Commands, opened: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "it.json"
    file.write_text(saved().to_json())
    assert command("open", str(file)) == (7, "", "")
    assert (opened["opened"].shown, opened["opened"].run().journal.step) == ("b", 481)
    assert opened["experiment"] == Experiment()
    assert (opened["steps"], opened["events"]) == (10_000, ())
    for option in ("--at", "--step"):
        assert command("--run", "a", "open", str(file), option, "17") == (7, "", "")
        assert (opened["opened"].shown, opened["opened"].run().journal.step) == ("a", 17)
        assert opened["at"] == 0, "it goes nowhere from there"
    assert opened["opened"].run("b").journal.step == 481


def test_a_preset_goes_on_at_its_own_pace(
    command: Commands, opened: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "it.json"
    name = next(name for name, each in PRESETS.items() if each.steps != 10_000)
    runs = Runs(Experiment.given(preset=name))
    runs.step(1)
    file.write_text(Recorder().session(runs).to_json())
    assert command("open", str(file)) == (7, "", "")
    assert opened["steps"] == PRESETS[name].steps


def test_the_last_one_is_that_which_was_left_last(
    command: Commands, opened: dict[str, Any], state: Path
) -> None:
    folder = kept_sessions()
    for when, seed in ((2, 5), (1, 6)):
        file = folder.file_of(f"2026-0{when}", seed)
        folder.save(file, saved(seed=seed))
        os.utime(file, ns=(0, when))
    assert command("open", "--last") == (7, "", "")
    assert opened["experiment"].seed == 5
    assert opened["opened"].path.startswith(str(state))


def test_what_is_done_in_it_is_kept_and_the_way_back_is_said(
    command: Commands, opened: dict[str, Any], state: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command().status == 7
    session = Session(Experiment())
    opened["keeper"].follow(session)
    session.step(3)
    opened["keeper"].finish()
    assert capsys.readouterr().err == "saved: backprop-tui open --last (open --list shows others)\n"
    assert command("open", "--last").status == 7
    assert opened["opened"].run().journal.step == 3
    for file in state.iterdir():
        file.write_text("{")
    refusal = command.refused("open", "--last")
    assert "cut off or damaged" in refusal
    assert str(state) in refusal


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("open", "open takes a FILE, or --last"),
        ("open {} --last", "open takes a FILE, or --last"),
        ("open none.json", "'none.json' cannot be opened: No such file"),
        ("open {} {}", "open does not take"),
        ("open {} --lr 5", "open does not take '--lr'"),
        ("open {} --run d", "there is no run 'd'"),
        ("open {} --run a --step 401", "--at may be 0 to 400, not 401"),
        ("open {} --step -1", "--at must be a whole number"),
        ("open --last", "no session is kept in"),
        ("open --list {}", "--list opens nothing, so it takes no FILE"),
        ("open --list --run a", "--list opens nothing, so it takes no --run"),
        ("run --session {} --last", "run does not take '--last'"),
    ],
)
def test_what_cannot_be_opened_is_refused(
    command: Commands, tmp_path: Path, line: str, said: str
) -> None:
    file = tmp_path / "it.json"
    file.write_text(saved().to_json())
    assert said in command.refused(*line.format(*[str(file)] * 2).split())


def test_the_help_shows_both_ways(command: Commands) -> None:
    assert "backprop-tui open (FILE | --last | --list) [options]" in command.printed(
        "open", "--help"
    )
    assert "--session" not in command.printed("open", "--help")


def test_the_list_says_what_is_in_which_file(command: Commands, state: Path) -> None:
    assert "no session is kept in" in command.refused("open", "--list")
    folder = kept_sessions()
    files = [folder.file_of(f"2026-0{when}", when) for when in (1, 2, 3)]
    for when, file in enumerate(files):
        folder.save(file, saved(seed=when))
        if when == 2:
            file.write_text("{")
        os.utime(file, ns=(0, (10 - when) * 10**9))
    lines = command.printed("open", "--list").splitlines()
    assert lines[1::2] == [f"  backprop-tui open {file}" for file in files]
    assert [line[18:] for line in lines[::2]] == [
        *(f"XOR 2-4-1 seed {seed} lr 0.5; 2 runs, b with 481 steps" for seed in (0, 1)),
        "cannot be read",
    ]


def test_every_platform_has_its_place() -> None:
    told = {"XDG_STATE_HOME": "/var/state"}
    for platform in ("linux", "darwin", "win32"):
        assert state_folder(told, platform) == Path("/var/state/backprop-tui")
    relative = {"XDG_STATE_HOME": "state"}
    assert state_folder(relative, "linux", "/home/a") == Path("/home/a/.local/state/backprop-tui")
    own = Path("/home/a/Library/Application Support/backprop-tui")
    assert state_folder({}, "darwin", "/home/a") == own
    assert state_folder({"LOCALAPPDATA": "/l"}, "win32", "/home/a") == Path("/l/backprop-tui")
    assert state_folder({}, "win32", "/home/a") == Path("/home/a/AppData/Local/backprop-tui")
    with pytest.raises(BadSetting, match="no home directory; name a folder in XDG_STATE_HOME"):
        state_folder({}, "linux", "~nobody-of-that-name")
