"""Tests of what is found out about a terminal, before a screen is drawn."""
