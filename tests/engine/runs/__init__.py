"""Tests of runs and of going back in them."""
