"""The table of runs in the real program: the worked example comes out to the digit, what is done to
a run is done, and whoever looks into one comes back to where everything was.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from backprop_tui.engine import Parameter
from backprop_tui.engine.keeping.reading import read_session
from backprop_tui.report.demonstrations import DEMONSTRATIONS
from backprop_tui.ui.screens.dashboard import Dashboard
from backprop_tui.ui.screens.help import Help
from backprop_tui.ui.screens.runs import RunsScreen
from backprop_tui.ui.screens.runs.naming import NameRun
from backprop_tui.ui.screens.runs.one_change import OneChange
from tests.ui.driving import SMALL, Desk, dashboard


async def worked_example(desk: Desk) -> None:
    """At 300 lr 5 gives b; at 360 in b the wire from h1 is cut, which gives c."""
    session = desk.session
    session.runs.seek(2500)
    session.runs.seek(300)
    session.show()
    session.change(learning_rate=5.0)
    session.runs.seek(481)
    session.runs.seek(360)
    session.show()
    session.edit(Parameter(2, 0, 0), 0.0)
    session.runs.seek(495)
    session.show()
    await desk.settled()


def screen_of(desk: Desk) -> RunsScreen:
    """The table, which is on top."""
    assert isinstance(desk.app.screen, RunsScreen)
    return desk.app.screen


async def on_top(desk: Desk, kind: type[object]) -> None:
    """Wait until a screen of a kind is on top."""
    await desk.until(lambda: isinstance(desk.app.screen, kind))
    await desk.settled()


async def go_to(desk: Desk, asking: OneChange, option: str) -> None:
    """Mark the row of an option."""
    for _ in range(2 * len(asking.draft.settings)):
        if asking.row.option.name == option:
            return await desk.settled()
        asking.scroll_by(1)
    raise AssertionError(f"there is no row of {option}")


async def look_inside(desk: Desk) -> None:
    """Go from the table with b and c into b, and back."""
    # Into b, and back to the table with c where it was.
    await desk.press("home", "enter")
    await on_top(desk, Dashboard)
    assert desk.session.letter == "b" and desk.snapshot.step == 360
    await desk.press("escape")
    await on_top(desk, RunsScreen)
    assert desk.session.letter == "c" and desk.snapshot.step == 495
    # Whoever goes on in the other run stays there.
    await desk.press("home", "enter")
    await on_top(desk, Dashboard)
    desk.session.runs.seek(481)
    desk.session.show()
    await desk.press("s", "escape", "escape")
    assert isinstance(desk.app.screen, Dashboard) and desk.session.letter == "b"
    await desk.press("c")
    await on_top(desk, RunsScreen)


async def drop_again(desk: Desk) -> None:
    """Take back that a was dropped, do it again, and find no name for b that is another's."""
    await desk.press("Z")
    assert desk.said[-1] == "a is kept again."
    assert "▸ a" in desk.text
    await desk.press("ctrl+y")
    assert [run.letter for run in desk.session.runs.all] == ["b", "c"]
    # No run is called like another one.
    await desk.press("n")
    await on_top(desk, NameRun)
    desk.app.screen.query_one(Input).value = "C"
    await desk.press("enter")
    assert isinstance(desk.app.screen, NameRun)
    await desk.press("escape")
    await on_top(desk, RunsScreen)


async def save_twice(desk: Desk, folder: Path) -> None:
    """Write the runs to a file, and once more where one is of another name."""
    taken = folder / "backprop-tui-session.json"
    taken.write_text("somebody's")
    await desk.press("s", "s")
    (saved,) = (each for each in folder.iterdir() if each != taken)
    assert taken.read_text() == "somebody's"
    assert any(f"Saved {saved}; backprop-tui open {saved.name}" in said for said in desk.said)
    session = read_session(str(saved))
    assert (session.letters, session.shown) == (("b", "c"), "c")
    assert session.run("b").name == "quick" and session.run("b").pinned


async def test_the_worked_example_and_all_that_is_done_to_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with dashboard(SMALL) as desk:
        await worked_example(desk)
        await desk.press("c")
        rows = [" ".join(row.split()) for row in desk.rows]
        assert "│ a (XOR 2-4-1 seed 42 lr 0.5) start 2,500 2,169 0.0069 4/4 │" in rows
        assert "│ b lr .5 → 5 a 300 481 481 0.0100 4/4 │" in rows
        assert "│ ▸ c ◀ lr .5 → 5, W₂ h1→ŷ = 0 b 360 495 495 0.0099 4/4 │" in rows
        await desk.press("up")
        said = " ".join(" ".join(desk.rows).split())
        assert "In words: b was solved 1,688 steps before a." in said
        assert (
            "In c the wire that was cut at step 360 grew back; c was solved 14 steps after b."
            in said
        )
        assert "Step 360 as a command: backprop-tui --by-hand 300:lr=5 --at 360" in said
        await desk.press("y")
        await desk.until(lambda: "The same again" in desk.text)
        assert desk.app.clipboard == "backprop-tui --by-hand 300:lr=5 --at 360"
        await desk.press("escape")
        await on_top(desk, RunsScreen)
        # Looking at a run moves none.
        assert [run.trainer.step_number for run in desk.session.runs.all] == [300, 360, 495]

        # What is done to the chosen one: it gets a name, and a pin.
        await desk.press("n")
        await on_top(desk, NameRun)
        desk.app.screen.query_one(Input).value = "quick"
        await desk.press("enter")
        await on_top(desk, RunsScreen)
        await desk.until(lambda: "quick" in desk.text)
        await desk.press("p")
        assert "★▸ b" in desk.text
        assert "of the others the oldest makes way" in desk.text
        # The one that is shown cannot go, and another one can.
        await desk.press("end", "x")
        assert any("c is shown" in said for said in desk.said)
        await desk.press("home", "x")
        assert [run.letter for run in desk.session.runs.all] == ["b", "c"]
        await drop_again(desk)
        await save_twice(desk, tmp_path)
        await look_inside(desk)
        await desk.press("v")
        assert "All curves" in desk.text and "differs from" not in desk.text
        await desk.press("question_mark")
        await on_top(desk, Help)
        await desk.press("escape")
        await on_top(desk, RunsScreen)
        await desk.press("c")
        await on_top(desk, Dashboard)


async def test_the_same_start_with_one_change_trains_in_step() -> None:
    async with dashboard(SMALL, speed=10**6) as desk:
        await desk.press("c")
        assert "There is one run" in desk.text and "no step yet" in desk.text
        await desk.press("equals_sign")
        await on_top(desk, OneChange)
        asking = desk.app.screen
        assert isinstance(asking, OneChange)
        field = asking.query_one(Input)
        await desk.press("enter")
        assert isinstance(desk.app.screen, OneChange), "nothing is changed yet"
        await go_to(desk, asking, "momentum")
        field.value = "0.9"
        await desk.until(lambda: "both go in step" in desk.text)
        # Of two changes nobody could tell which did it.
        await go_to(desk, asking, "seed")
        field.value = "7"
        await desk.until(lambda: "One thing at a time" in desk.text)
        await desk.press("enter")
        assert isinstance(desk.app.screen, OneChange)
        await desk.press("ctrl+r", "enter")
        await on_top(desk, RunsScreen)
        assert "▸ b = momentum 0 → .9" in " ".join(desk.text.split())
        await desk.press("space")
        await desk.trained()
        runs = desk.session.runs.all
        assert {run.trainer.step_number for run in runs} == {10_000}
        said = " ".join(" ".join(desk.rows).split())
        assert "b was solved 1,916 steps before a." in said
        # On the dashboard both curves are there, and Z takes it all back.
        assert desk.snapshot.beside and desk.snapshot.beside[0].is_live


async def test_what_is_begun_beside_another_run_leads_back_to_where_one_came_from() -> None:
    async with dashboard(SMALL, speed=10**6) as desk:
        await worked_example(desk)
        await desk.press("c", "home", "equals_sign")
        await on_top(desk, OneChange)
        asking = desk.app.screen
        assert isinstance(asking, OneChange)
        await go_to(desk, asking, "momentum")
        asking.query_one(Input).value = "0.9"
        await desk.until(lambda: "both go in step" in desk.text)
        await desk.press("enter")
        await on_top(desk, RunsScreen)
        await desk.press("space")
        await desk.trained()
        assert desk.session.letter == "a" and desk.session.runs.shown.trainer.length == 10_000
        assert desk.said and all(said.startswith("Run a: ") for said in desk.said)
        await desk.press("escape")
        await on_top(desk, Dashboard)
        assert desk.session.letter == "c" and desk.snapshot.step == 495
        # Whoever goes into one of both is there, and esc leads to the same place.
        await desk.press("c", "home", "enter")
        await on_top(desk, Dashboard)
        assert desk.session.letter == "a"
        # With the first esc only the message goes.
        desk.app.notify("Saved something.")
        await desk.until(lambda: "Saved something" in desk.text)
        await desk.press("escape")
        assert isinstance(desk.app.screen, Dashboard) and desk.session.letter == "a"
        await desk.until(lambda: "Saved something" not in desk.text)
        await desk.press("escape")
        await on_top(desk, RunsScreen)
        await desk.press("escape")
        await on_top(desk, Dashboard)
        assert desk.session.letter == "c"


async def test_every_demonstration_is_one_command_of_the_palette() -> None:
    async with dashboard(SMALL) as desk:
        commands = {each.title: each for each in desk.app.get_system_commands(desk.app.screen)}
        for shown in DEMONSTRATIONS.values():
            commands[shown.title].callback()
            await desk.settled()
            runs = desk.session.runs
            experiments = {run.trainer.beginning for run in (runs.shown, *runs.partners)}
            assert experiments == set(shown.experiments)
            assert desk.view.run.stop == shown.steps
        commands["Same start, one change"].callback()
        await on_top(desk, OneChange)
