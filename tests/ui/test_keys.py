"""The list of keys is what footer, help and palette are made of, so a slip in it would be repeated
everywhere. Each key must stand for one action, and each action must exist.
"""

from __future__ import annotations

import re
from collections import Counter

from textual.binding import Binding
from textual.screen import Screen

from backprop_tui.ui.app import BackpropApp
from backprop_tui.ui.keys import BOUND, EVERYWHERE, keys
from backprop_tui.ui.layouts import PANES
from backprop_tui.ui.screens.dashboard import Dashboard
from tests.readme import ROOT


def test_no_key_and_no_name_is_given_twice() -> None:
    pressed = Counter(key for binding in keys() for key in binding.key.split(","))
    assert set(pressed.values()) == {1}
    assert len({binding.id for binding in keys()}) == len(keys())
    assert len({binding.description for binding in keys()}) == len(keys())


def test_every_action_exists_and_every_action_has_a_key() -> None:
    wanted = {binding.action.split("(")[0] for binding in keys()}
    for action in wanted:
        owner = BackpropApp if action.startswith("app.") else Dashboard
        assert hasattr(owner, f"action_{action.removeprefix('app.')}"), action
    ours = {
        name.removeprefix("action_")
        for base in Dashboard.__mro__
        if base.__module__.startswith("backprop_tui")
        for name in vars(base)
        if name.startswith("action_")
    }
    assert ours <= wanted


def test_every_pane_can_be_focused_by_its_number() -> None:
    found = [re.fullmatch(r"pane\((\d)\)", binding.action) for binding in keys()]
    assert [int(match.group(1)) for match in found if match] == [*range(1, len(PANES) + 1)]
    bound = {(binding.key, binding.action) for binding in BOUND}
    assert all((binding.key, binding.action) in bound for binding in keys())


def test_the_help_names_the_keys_of_the_toolkit_that_focus_a_pane() -> None:
    (focus,) = (binding for binding in keys() if binding.id == "look.pane-1")
    assert "tab, shift+tab" in focus.tooltip
    theirs = {
        binding.key: binding.action for binding in Screen.BINDINGS if isinstance(binding, Binding)
    }
    assert theirs["tab"] == "app.focus_next"
    assert theirs["shift+tab"] == "app.focus_previous"


def test_keys_that_mean_something_to_the_terminal_or_the_toolkit_are_left_alone() -> None:
    taken = {key for binding in keys() for key in binding.key.split(",")}
    assert taken.isdisjoint({"ctrl+a", "ctrl+b", "ctrl+c", "ctrl+q", "ctrl+s", "ctrl+z", "tab"})


def test_the_readme_lists_every_key_that_the_help_explains() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text.partition("## Keys")[2].partition("\n\nIn the ledger")[0]
    listed = re.findall(r"`([^`]+)`", " ".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)))
    shown = {key for group in listed for key in group.split()}
    for binding in (*keys(), *EVERYWHERE):
        if binding.tooltip:
            said = binding.key_display or binding.key
            assert said in shown or shown.issuperset(re.split("[ …]", said)) or shown > set(said)
