"""Everything that can be chosen about a run, each choice declared once. Where it is declared says
how it is given, what is allowed, and what depends on it.
"""

from backprop_tui.engine.settings.declaration import Choice, Fact, Setting
from backprop_tui.engine.settings.declared import changeable, settings_of, title_of
from backprop_tui.engine.settings.group import Settings

__all__ = ["Choice", "Fact", "Setting", "Settings", "changeable", "settings_of", "title_of"]
