"""Importing is most of what a short command does, so what is not needed is not loaded: no NumPy for
the name of the package, no screen for plain text.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

SCREEN = ("textual", "rich", "plotext", "backprop_tui.ui")


def loaded(code: str) -> set[str]:
    """The modules that a fresh process has loaded after `code`."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules, file=sys.stderr)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stderr.split())


@pytest.mark.parametrize("module", ["backprop_tui", "backprop_tui.cli"])
def test_the_package_and_its_command_cost_nothing_to_import(module: str) -> None:
    assert loaded(f"import {module}").isdisjoint({"numpy", "argparse", *SCREEN})


@pytest.mark.parametrize("module", ["engine", "report.text.run", "cli.parser", "terminal"])
def test_the_mathematics_and_the_reports_know_no_screen(module: str) -> None:
    modules = loaded(f"import backprop_tui.{module}")
    assert "numpy" in modules
    assert modules.isdisjoint(SCREEN)


def test_a_session_knows_no_screen() -> None:
    modules = loaded("import backprop_tui.ui.session.session")
    assert modules.isdisjoint({"textual", "rich", "plotext"})
    above = ("app", "screens", "panes", "diagram", "widgets", "link")
    assert modules.isdisjoint({f"backprop_tui.ui.{name}" for name in above})


@pytest.mark.parametrize("arguments", [["run"], ["trace"], ["check"], ["problems"], ["--help"]])
def test_no_plain_command_loads_a_screen(arguments: list[str]) -> None:
    code = f"from backprop_tui.cli import main\nassert main({arguments}) == 0"
    assert loaded(code).isdisjoint(SCREEN)


def test_a_command_line_is_read_before_any_report_is_loaded() -> None:
    modules = loaded("import backprop_tui.cli.parser, backprop_tui.cli.arguments")
    assert not [name for name in modules if name.startswith("backprop_tui.report.")]


def test_blas_gets_one_thread_before_numpy_asks_whatever_was_asked_for() -> None:
    code = (
        "import os\n"
        "os.environ['OPENBLAS_NUM_THREADS'] = '2'\n"
        "from backprop_tui.cli import main\n"
        "assert 'numpy' not in sys.modules\n"
        "main(['--version'])\n"
        "assert os.environ['OPENBLAS_NUM_THREADS'] == '1'"
    )
    assert "numpy" in loaded(code)


def test_no_picture_is_loaded_before_a_problem_asks_for_one() -> None:
    modules = loaded("import backprop_tui.ui.app, backprop_tui.ui.screens.dashboard")
    assert "backprop_tui.ui.pictures.pictured" in modules
    pictures = ("mirror", "code", "staircase", "people", "cube", "boxes")
    assert modules.isdisjoint({f"backprop_tui.ui.pictures.{name}" for name in pictures})
    assert not [name for name in modules if name.startswith("backprop_tui.report.findings")]


def test_what_draws_large_networks_is_not_loaded_before_there_is_one() -> None:
    modules = loaded("import backprop_tui.ui.app, backprop_tui.ui.screens.dashboard")
    assert "backprop_tui.ui.diagram.large" in modules
    drawings = ("ladder", "layer", "layer_plan", "blocks")
    assert modules.isdisjoint({f"backprop_tui.ui.diagram.{name}" for name in drawings})


FIRST_FRAME = """
import asyncio
from backprop_tui.engine import Experiment
from backprop_tui.ui.app import BackpropApp

async def look():
    app = BackpropApp(Experiment())
    async with app.run_test(size=({width}, {height})) as pilot:
        await pilot.pause()
        await pilot.press(*{keys})
        await pilot.pause()

asyncio.run(look())
"""


@pytest.mark.parametrize(
    ("size", "keys", "expected"),
    [
        ((80, 24), [], set()),
        ((80, 24), ["7"], {"gradients"}),
        ((100, 30), [], {"decision_surface"}),
        ((120, 40), [], {"decision_surface", "hidden_space"}),
        ((180, 40), [], {"decision_surface", "hidden_space", "gradients"}),
    ],
)
def test_a_pane_is_loaded_when_it_is_shown(
    size: tuple[int, int], keys: list[str], expected: set[str]
) -> None:
    modules = loaded(FIRST_FRAME.format(width=size[0], height=size[1], keys=keys))
    late = {"decision_surface", "hidden_space", "gradients"}
    assert {name for name in late if f"backprop_tui.ui.panes.{name}" in modules} == expected


def test_no_pane_of_a_new_run_loads_masked_arrays() -> None:
    code = (
        "from backprop_tui.ui.drawing.canvas import Canvas\n"
        "from tests.ui.drawn import PAINTERS, UNICODE, view\n"
        "for paint in PAINTERS.values():\n"
        "    paint(Canvas(60, 16, UNICODE), view())"
    )
    assert "numpy.ma" not in loaded(code), "they take longer to load than the panes to paint"
