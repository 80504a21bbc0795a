"""Every loss, by the name that it has in books. Which one is descended decides what a learning rate
means: with the same weights and cases, gradients of `sse` are twice those of `half-sse`.
"""

from __future__ import annotations

from backprop_tui.engine.core.cross_entropies import BCE, CE
from backprop_tui.engine.core.loss import Loss
from backprop_tui.engine.core.squared_errors import HALF_SSE, MARGIN_RULE, MEAN, SSE

LOSSES: dict[str, Loss] = {loss.name: loss for loss in (HALF_SSE, SSE, MEAN, BCE, CE, MARGIN_RULE)}
"""Every loss by its name; a new one is one more entry here."""

ALIASES = {"mse": "half-sse"}
"""Other names that are accepted: `mse`, whose mean is displayed while half the sum is descended."""
