"""Tests of what can be learnt."""
