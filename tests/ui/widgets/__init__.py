"""Tests of the lines around the panes."""
