"""Tests of the dashboard, driven as a person drives it."""
