"""A setting that the program has never heard of, declared in the tests alone, is met by a person
wherever settings are met: in the first line, in the dialog, in the palette, after a reset.
"""

from __future__ import annotations

from backprop_tui.engine.settings import changeable
from tests.one_more import SCHEDULES, OneMore
from tests.ui.driving import LARGE, Desk, Heard


async def test_a_setting_that_is_declared_is_shown_asked_for_and_offered() -> None:
    app = Heard(OneMore(rate_schedule="cosine"), speed=1.0)
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await pilot.pause()
        desk = Desk(app, pilot)
        assert " goes cosine " in desk.rows[0]

        await desk.press("s", "e")
        assert any(
            "rate schedule" in row and "cosine" in row and "constant, cosine, warm-up" in row
            for row in desk.rows
        )
        await desk.press(*["down"] * (len(changeable(OneMore)) - 1), "ctrl+u", *"fast", "enter")
        assert "✗ There is no rate schedule 'fast'; choose from" in desk.text
        assert desk.snapshot.experiment == OneMore(rate_schedule="cosine")
        await desk.press("ctrl+u", *"warm-up", "enter")
        assert desk.snapshot.experiment == OneMore(rate_schedule="warm-up")
        assert desk.snapshot.step == 1
        assert " goes warm-up " in desk.rows[0]
        assert "1 change by hand" in desk.rows[0]

        await desk.press("r")
        assert desk.said == ["Run b: Step 0, the same start. Stays changed: schedule warm-up."]

        offered = {command.title: command for command in app.get_system_commands(app.screen)}
        for name in SCHEDULES:
            assert offered[f"Rate schedule {name}"].help == "Restart with this rate schedule"
        offered["Rate schedule constant"].callback()
        await desk.until(lambda: desk.snapshot.experiment == OneMore())
        assert " goes constant " in desk.rows[0]
