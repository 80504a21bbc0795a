"""One Hypothesis profile for all tests: no clock, as a busy machine is sometimes slow and the first
call of anything always is. Where `CI` is set, examples are the same in every run.
"""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

EXAMPLES = 60
"""Examples of a property that does not ask for more or fewer."""

settings.register_profile(
    "here",
    deadline=None,
    max_examples=EXAMPLES,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.load_profile("ci" if os.environ.get("CI") else "here")
