"""The ledger: every parameter of the next step in a table, each checked and each editable."""

from __future__ import annotations

from backprop_tui.ui.screens.ledger.screen import LedgerScreen

__all__ = ["LedgerScreen"]
