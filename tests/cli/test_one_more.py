"""A setting that the program has never heard of, declared in the tests alone, is an option like any
other: explained, read, refused and printed.
"""

from __future__ import annotations

import json
import shlex

import pytest

from backprop_tui.cli.parser import perform
from backprop_tui.engine import BadSetting
from tests.one_more import OneMore


def printed(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """What a command line of such experiments prints."""
    capsys.readouterr()
    assert perform(words, OneMore) == 0
    return capsys.readouterr().out


def test_a_setting_that_is_declared_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ([], ["run"], ["check"]):
        said = " ".join(printed(capsys, *command, "--help").split())
        assert (
            "--schedule NAME how the learning rate goes on: one of constant, cosine, warm-up "
            "(default: constant)" in said
        )
    words = ["run", "--json", "--steps", "1", "--schedule", "warm-up"]
    report = json.loads(printed(capsys, *words))
    assert report["experiment"]["rate_schedule"] == "warm-up"
    again = shlex.split(report["command"])[1:]
    assert "--schedule warm-up" in " ".join(again)
    assert json.loads(printed(capsys, *again, "--json")) == report


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--schedule", "fast"], "--schedule must be one of constant, cosine, warm-up, not 'fast'"),
        (["--schedule"], "--schedule needs a value: one of constant, cosine, warm-up"),
        (["--shedule", "cosine"], "did you mean --schedule?"),
    ],
)
def test_a_wrong_word_for_it_is_answered_with_what_is_allowed(words: list[str], said: str) -> None:
    with pytest.raises(BadSetting) as refusal:
        perform(["run", *words], OneMore)
    assert said in str(refusal.value)
    assert str(refusal.value).isprintable()
