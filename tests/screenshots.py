"""Makes the pictures of the README from the present program, so that they cannot lie. Run it with
`python -m tests.screenshots`; it needs Chromium and the font JetBrains Mono (see CONTRIBUTING).
"""

from __future__ import annotations

import asyncio
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

# Read once when Textual is imported: the pictures show a terminal with all colours.
os.environ["COLORTERM"] = "truecolor"
os.environ.pop("NO_COLOR", None)

from backprop_tui.engine import Experiment, find_preset
from backprop_tui.ui.app import BackpropApp
from backprop_tui.ui.drawing.theme import DARK, LIGHT

FOLDER = Path(__file__).parent.parent / "screenshots"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FONT = "JetBrains Mono"
SCALE = 1.5


class Picture(NamedTuple):
    """One picture.

    Attributes:
        name: Of the file.
        size: Columns and rows.
        theme: Name of the theme.
        steps: Updates before it is taken.
        keys: What is pressed then.
        preset: What is run; what the program opens on if none is named.
        settings: What is otherwise in it.
        says: Whether what the program says of the moment is in the picture.
    """

    name: str
    size: tuple[int, int]
    theme: str = DARK.name
    steps: int = 2400
    keys: tuple[str, ...] = ()
    preset: str = ""
    settings: Mapping[str, Any] = MappingProxyType({})
    says: bool = False


CLASSICS: tuple[tuple[str, int, str], ...] = (
    ("symmetry", 1_500, "symmetry"),
    ("encoder", 1_500, "encoder-8-3-8"),
    ("parity", 64_000, "parity-4-1986"),
    ("family-trees", 6_000, "family-trees"),
    ("spiral", 2_000, "spiral"),
)
"""Names of pictures, how many steps are taken, and of which preset."""

LINE: dict[str, Any] = {"hidden": (), "bias": True}
"""A network that can only draw a straight line."""

TWO_UNITS: dict[str, Any] = {"hidden": (2,), "bias": True, "learning_rate": 2.0, "seed": 1}
"""A network that is just large enough for XOR, from a start that gets there."""

FASTER = ("g", *"300", "enter", "e", *["backspace"] * 3, "5", "enter", *["S"] * 20)
"""Back to step 300, another learning rate there, and 2,000 steps: run b."""

CUT = ("g", *"360", "enter", "l", *["down"] * 8, "enter", "0", "enter", "escape")
"""Back to step 360, and there the wire from h1 to the output cut: run c."""

PICTURES = (
    Picture("dashboard-120x40-dark", (120, 40)),
    Picture("dashboard-120x40-light", (120, 40), LIGHT.name),
    Picture("dashboard-80x24-dark", (80, 24)),
    Picture("dashboard-80x24-light", (80, 24), LIGHT.name),
    Picture("start-80x24-dark", (80, 24), steps=0),
    Picture("dashboard-200x60-dark", (200, 60)),
    Picture("surface-80x24-dark", (80, 24), keys=("v",)),
    Picture("why-no-hidden-layer-120x40-dark", (120, 40), steps=400, settings=LINE, says=True),
    Picture("why-two-units-120x40-dark", (120, 40), steps=1_000, settings=TWO_UNITS),
    Picture("why-two-units-80x24-light", (80, 24), LIGHT.name, 1_000, ("6",), settings=TWO_UNITS),
    Picture("settings-80x24-dark", (80, 24), keys=("e",)),
    Picture("unit-120x40-dark", (120, 40), keys=("u",)),
    Picture("matrix-80x24-dark", (80, 24), keys=("m",)),
    Picture("walk-80x24-dark", (80, 24), steps=0, keys=("w", *["right"] * 6)),
    Picture("ledger-80x24-dark", (80, 24), steps=100, keys=("l",)),
    Picture("past-80x24-dark", (80, 24), keys=(*FASTER, "g", *"360", "enter")),
    Picture("runs-120x40-dark", (120, 40), keys=(*FASTER, *CUT, *["S"] * 20, "c")),
    Picture("walk-120x40-dark", (120, 40), steps=0, keys=("w", *["right"] * 7)),
    *(
        Picture(f"{name}-{width}x{height}-dark", (width, height), DARK.name, steps, (), preset)
        for name, steps, preset in CLASSICS
        for width, height in ((80, 24), (120, 40))
    ),
    Picture("people-200x60-light", (200, 60), LIGHT.name, 6_000, ("4", "z", "u"), "family-trees"),
)


async def svg(picture: Picture) -> str:
    """The screen of the real program as SVG."""
    chosen = find_preset(picture.preset).experiment() if picture.preset else Experiment()
    experiment = replace(chosen, **picture.settings)
    app = BackpropApp(experiment, steps=max(10_000, picture.steps))
    async with app.run_test(size=picture.size, notifications=True) as pilot:
        app.theme = picture.theme
        app.animation_level = "none"
        app.dashboard.action_step(picture.steps)
        await pilot.pause()
        await pilot.press(*picture.keys)
        if not picture.says:  # it lies over what is shown
            app.clear_notifications()
        await pilot.pause()
        return app.export_screenshot(title="backprop-tui")


def on_grid(drawing: str) -> str:
    """Give every character its own place: marks from another font are of another width."""

    def place(found: re.Match[str]) -> str:
        start, length, rest, text = found.groups()
        width = float(length) / max(1, len(html.unescape(text)))
        places = " ".join(
            f"{float(start) + k * width:.1f}" for k in range(len(html.unescape(text)))
        )
        return f'x="{places}" {rest}>{text}</text>'

    pattern = r'x="([\d.]+)" (?=[^>]*textLength="([\d.]+)")([^>]*)>([^<]*)</text>'
    drawing = re.sub(pattern, place, drawing)
    return re.sub(r' textLength="[\d.]+"', "", drawing)


def png(browser: str, drawing: str, target: Path) -> None:
    """Draw an SVG with a browser; other programs drop its leading blanks."""
    drawing = on_grid(drawing.replace("Fira Code", FONT))
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
    if found is None:
        raise ValueError("an SVG without a viewBox")
    width, height = (round(float(size)) for size in found.groups())
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        style = "body{margin:0;overflow:hidden} svg{display:block}"
        page.write_text(f"<!doctype html><meta charset=utf-8><style>{style}</style>{drawing}")
        command = [
            browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={folder}/profile", f"--force-device-scale-factor={SCALE}",
            f"--window-size={width},{height}", f"--screenshot={folder}/shot.png", page.as_uri(),
        ]  # fmt: skip
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        shutil.move(f"{folder}/shot.png", target)


def main() -> int:
    """Make every picture again, or those whose names begin with one of the arguments."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        print(f"needs one of {', '.join(BROWSERS)}", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    wanted = sys.argv[1:]
    for picture in PICTURES:
        if wanted and not any(picture.name.startswith(name) for name in wanted):
            continue
        png(browser, asyncio.run(svg(picture)), FOLDER / f"{picture.name}.png")
        print(FOLDER / f"{picture.name}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
