"""Tests of what the package promises, in folders named as its own."""
