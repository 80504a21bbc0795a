"""A run is accompanied by few words: what is known before its first step, what a moment of it is
worth saying, what stays in force when it begins anew, and why it cannot go on.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from typing import Any

from backprop_tui.engine.experiment import Experiment
from backprop_tui.engine.records import Snapshot
from backprop_tui.engine.runs.by_hand import Events
from backprop_tui.report.advice.remarks import Remark, Remarks
from backprop_tui.report.by_hand import by_hand_texts
from backprop_tui.report.names import file_text, sentence
from backprop_tui.report.schedule import change_text, changes_between, schedule_texts
from backprop_tui.report.text.given import start_texts
from backprop_tui.report.text.progress import divergence
from backprop_tui.ui.session.begun import Begun
from backprop_tui.ui.session.notice import Notice, Said, Told, Tone, Voice

OFF = 0.9
"""A loss below this share of what it was has left the plateau of which something was said."""


class Commentary:
    """Says of a run what there is to say, once.

    Args:
        experiment: What the run is begun with.

    Attributes:
        voice: Who says it.
        whose: Before what is said of the run, which one it is, if there are several.
        told: What was said of this run so far, the latest last.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.voice: Voice = Said()
        self.whose: Callable[[], str] = str
        self._begun = Begun(experiment)
        self._remarks = Remarks()
        self._seen: Experiment | None = None
        self._passing = 0.0
        self._heard = -1
        self.told: list[Told] = []

    def greet(self, snapshot: Snapshot, ahead: Events = ()) -> None:
        """Say what is known before the first step, with what will be done by hand on the way."""
        experiment = snapshot.experiment
        self.presented(experiment)
        by_hand = by_hand_texts(experiment, ahead) if ahead else ()
        by_hand = (f"to come: {said}" for said in by_hand)
        for said in (*start_texts(experiment), *schedule_texts(experiment), *by_hand):
            self._tell(snapshot.step, f"{sentence(said)}.")
        self.on(snapshot)

    def presented(self, experiment: Experiment) -> None:
        """Say of a preset that is about to run that it does not learn, if so."""
        if experiment.preset is not None:
            from backprop_tui.report.text.presets import warning_text

            if warning := warning_text(experiment):
                self._tell(0, f"{sentence(warning)}.")

    def on(self, snapshot: Snapshot) -> None:
        """Say what this moment is worth saying, if it has not been said; of what has been before
        and comes again everything has.
        """
        if snapshot.step < self._heard:
            return
        self._heard = snapshot.step
        running = snapshot.experiment
        for moment in changes_between(self._seen or running, running):
            said = f"Step {moment.step:,}, as scheduled: {change_text(moment)}."
            self._tell(moment.step, said)
            self._remarks.changed()
        self._seen = running
        if snapshot.loss < OFF * self._passing:
            self._passing = 0.0
            self.voice.hush()
        remark = self._remarks.on(snapshot)
        if remark is not None:
            self._remark(remark, snapshot)

    def changed(self) -> None:
        """Something was changed by hand: some of what was said may be so again."""
        self._remarks.changed()

    def asked(self, changes: dict[str, Any]) -> None:
        """Another run begins, with some settings asked for anew."""
        self._begun.ask(changes)

    def successor(self) -> Commentary:
        """Another one for the run that follows; this one stays with what has been said so far."""
        other = copy(self)
        other._begun, other.told, other._heard = copy(self._begun), [], -1
        return other

    def branched(self) -> Commentary:
        """Another one for a run with the same past; what has been said is true of both."""
        other = copy(self)
        other._begun, other._remarks, other.told = copy(self._begun), self._remarks.copy(), []
        other.told += self.told
        other._heard = -1
        return other

    def answer(self, answer: str) -> None:
        """Say what has come of something that was asked for."""
        self._say(answer, Tone.ANSWER)

    def anew(self) -> None:
        """The run begins anew: nothing has been said of it yet."""
        self._remarks = Remarks()
        self._seen, self._passing, self._heard = None, 0.0, -1
        self.told.clear()
        self.voice.hush()

    def stays(self, experiment: Experiment, where: str, otherwise: str = "") -> None:
        """Say which settings were changed by hand and stay, or else something, if anything."""
        stays = self._begun.stays(experiment)
        if stays:
            self._say(f"{where}. {stays}")
        elif otherwise:
            self._say(otherwise, Tone.ANSWER)

    def seedless(self, experiment: Experiment) -> None:
        """Say that the start is in a file, where a seed would change nothing."""
        assert experiment.start is not None, "only then"
        said = f"The start comes from {file_text(experiment.start)}"
        self._say(f"{said}; there is no seed to change.", Tone.ANSWER)

    def refused(self, refusal: str) -> None:
        """Say why something is not possible."""
        self._say(refusal, Tone.REFUSAL)

    def diverged(self, snapshot: Snapshot) -> None:
        """Say why no step follows, in place of all else."""
        self.voice.hush()
        said = f"{sentence(divergence(snapshot))}."
        if Told(snapshot.step, said) not in self.told:
            self.told.append(Told(snapshot.step, said))
        self._say(f"{said} r resets.", Tone.ALARM)

    def _tell(self, step: int, text: str) -> None:
        """Say something, and keep it to be read again."""
        self.told.append(Told(step, text))
        self._say(text)

    def _remark(self, remark: Remark, snapshot: Snapshot) -> None:
        """Say a remark, and keep it to be read again."""
        self.told.append(Told(remark.step, remark.with_keys))
        self._passing = snapshot.loss if remark.passes else 0.0
        whose = self.whose()
        shorter = (remark.advice.with_keys, remark.advice.said)
        forms = [f"{whose}{form}" for form in (remark.with_keys, *shorter)]
        self.voice.say(Notice(forms[0], Tone.REMARK, tuple(forms[1:])))

    def _say(self, text: str, tone: Tone = Tone.REMARK) -> None:
        whose = self.whose() if tone in (Tone.REMARK, Tone.ALARM) else ""
        self.voice.say(Notice(f"{whose}{text}", tone))
