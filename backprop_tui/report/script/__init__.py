"""A run as a script of NumPy that anyone can read, type in and run without this program. Each part
of it is made for the experiment, so that nothing stands in it that this run does not need.
"""

from __future__ import annotations

from backprop_tui.report.script.whole import script_lines, script_text

__all__ = ["script_lines", "script_text"]
