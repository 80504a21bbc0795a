"""One Hypothesis profile for all tests: no clock, as a busy machine is sometimes slow and the first
call of anything always is. Where `CI` is set, examples are the same in every run; whether they
reach every branch is seen with fewer of them. And one folder for what programs keep by themselves,
which is nobody's home.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

from hypothesis import HealthCheck, settings

EXAMPLES = 60
"""Examples of a property that does not ask for more or fewer."""

FEW = 15
"""The same where it only matters which branches they reach, as every line then takes its time."""

os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="backprop-state-")
atexit.register(shutil.rmtree, os.environ["XDG_STATE_HOME"], ignore_errors=True)

settings.register_profile(
    "here",
    deadline=None,
    max_examples=EXAMPLES,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.register_profile("branches", settings.get_profile("ci"), max_examples=FEW)
settings.load_profile("ci" if os.environ.get("CI") else "here")
