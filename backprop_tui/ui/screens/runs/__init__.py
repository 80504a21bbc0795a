"""The runs that are kept, one beside the other: in what they differ, how they came out, and all of
their curves in one chart.
"""

from backprop_tui.ui.screens.runs.screen import RunsScreen

__all__ = ["RunsScreen"]
