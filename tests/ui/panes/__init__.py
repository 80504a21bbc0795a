"""Tests of the panes, painted without an app."""
