"""What leaves the program for somebody else: a command line that gives the same again, files, and
what is on the screen. Whatever it is about, it is the moment that was shown when it was asked for.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from backprop_tui.engine.errors import BadSetting
from backprop_tui.report.names import sentence
from backprop_tui.ui.late import LateApp

if TYPE_CHECKING:
    from backprop_tui.engine.keeping.saved import SavedSession
    from backprop_tui.engine.runs.run import Run
    from backprop_tui.report.exports import Export
    from backprop_tui.ui.screens.dashboard import Dashboard
    from backprop_tui.ui.screens.screenshot import Form


class SharingApp(LateApp):
    """An app that gives out what it shows."""

    _opened: SavedSession | None = None

    @property
    def dashboard(self) -> Dashboard:
        """The main screen, whatever is on top of it."""
        raise NotImplementedError

    def action_share(self) -> None:
        """Show the command line that gives again what is on the screen, and send it on."""
        self.share(self.dashboard.session.runs.shown)

    def share(self, run: Run) -> None:
        """Show the command line that gives a run again where it is, and send it to the clipboard.

        Args:
            run: One of those that are kept.
        """
        from backprop_tui.ui.screens.share import Share
        from backprop_tui.ui.session.shared import shared

        dashboard = self.dashboard
        if dashboard.look is None or dashboard.has_class("-tiny"):
            return
        session = dashboard.session
        session.stop()
        told = shared(run, self._session, Path.cwd)
        self.push_screen(Share(told, self.glyphs))

    def save_session(self) -> None:
        """Write all runs as they stand to a file of their own, and say where it is or why not."""
        import shlex

        from backprop_tui.ui.screens.exporting import refusal_of
        from backprop_tui.ui.session.shared import filed

        self.clear_notifications()
        try:
            path = filed(self._session(), Path.cwd())
        except BadSetting as refusal:
            self.notify(f"{sentence(str(refusal))}.", severity="error", markup=False)
        except OSError as error:
            self.notify(refusal_of("The session", error), severity="error", markup=False)
        else:
            opening = f"backprop-tui open {shlex.quote(path.name)} goes on with it"
            self.notify(f"Saved {path}; {opening}", markup=False)

    def _session(self) -> SavedSession:
        """All runs as they stand."""
        from backprop_tui.engine.keeping.recorder import Recorder

        # Runs that were opened may have yet to come to where they were left.
        recorder = Recorder(self._opened.runs if self._opened else ())
        return recorder.session(self.dashboard.session.runs)

    def copy_to_clipboard(self, text: str) -> None:
        """Send a text to the terminal's clipboard; whether it arrives nobody knows.

        A program that draws the terminal takes it for a clipboard of its own, or drops it, so it
        is sent once more in a form that is handed on.
        """
        from backprop_tui.terminal.clipboard import clipboard, handed_on
        from backprop_tui.terminal.found import find_terminal

        super().copy_to_clipboard(text)
        if self.link is not None:
            self.link.tell(handed_on(clipboard(text), find_terminal()))

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Save the screen as a picture, and say where it is or why it is not."""
        from backprop_tui.ui.screens.screenshot import FORMS

        self.save_screen(FORMS[0], filename, path)

    def save_screen(self, form: Form, filename: str | None = None, path: str | None = None) -> None:
        """Save the screen in some form, and say where it is or why it is not."""
        from backprop_tui.report.exports import name_for
        from backprop_tui.ui.screens import screenshot
        from backprop_tui.ui.screens.exporting import refusal_of

        name = filename or name_for(self.dashboard.session.view.snapshot, self._letter)
        text = form.write(self.export_screenshot(), self.glyphs)
        try:
            saved = screenshot.save(text, name, form.ending, Path(path or Path.cwd()))
        except OSError as error:
            said = refusal_of("The picture", error)
            self.notify(said, severity="error", markup=False)
        else:
            self.notify(f"Saved {saved}", markup=False)

    @work(group="export")
    async def export(self, kind: Export) -> None:
        """Write the run as it stands as a file, and say where it is or why it is not."""
        from backprop_tui.ui.screens.exporting import export

        run = self.dashboard.session.runs.main.fork()
        said = await export(run, self._letter, kind, lambda text: self.notify(text, markup=False))
        self.notify(said.text, severity="error" if said.is_refusal else "information", markup=False)

    @property
    def _letter(self) -> str:
        """That of the run that is shown; empty for the only one."""
        runs = self.dashboard.session.runs
        return runs.shown.letter if len(runs.all) > 1 else ""
