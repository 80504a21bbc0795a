"""Everything that makes an experiment in one table, made from the declarations of its settings.
What is typed there is in force when all of it fits, and not before.
"""

from backprop_tui.ui.screens.settings.screen import SettingsScreen

__all__ = ["SettingsScreen"]
