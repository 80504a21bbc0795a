"""`python -m backprop_tui` is `backprop-tui`, for when the command is not on the search path.
Everything happens in `cli`.
"""

from __future__ import annotations

import sys

from backprop_tui.cli import main

sys.exit(main())
