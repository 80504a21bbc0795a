"""Hypothesis runs without deadlines here, because the first call of anything is slow.
A few dozen examples a property keep the whole folder under a minute on two cores.
"""

from __future__ import annotations

from hypothesis import HealthCheck, settings

settings.register_profile(
    "engine", deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("engine")
