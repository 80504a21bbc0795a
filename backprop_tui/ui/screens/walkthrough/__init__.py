"""The walk-through: one step on a screen of its own, phase by phase, with every number in it."""

from __future__ import annotations

from backprop_tui.ui.screens.walkthrough.screen import WalkThrough

__all__ = ["WalkThrough"]
