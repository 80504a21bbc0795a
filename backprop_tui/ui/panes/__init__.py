"""The panes of the dashboard in reading order; each is one rectangle, one file, one way to look at
the same moment. A new pane is one more file and one more line here.
"""

from __future__ import annotations

from backprop_tui.ui.panes.hidden_activations import HiddenActivations
from backprop_tui.ui.panes.loss_chart import LossChart
from backprop_tui.ui.panes.network_diagram import NetworkDiagram
from backprop_tui.ui.panes.predictions import Predictions
from backprop_tui.ui.widgets.pane import Pane

__all__ = ["PANES", "HiddenActivations", "LossChart", "NetworkDiagram", "Pane", "Predictions"]

PANES: dict[str, type[Pane]] = {
    "network": NetworkDiagram,
    "loss": LossChart,
    "predictions": Predictions,
    "hidden": HiddenActivations,
}
"""Every pane by its id on the screen."""
