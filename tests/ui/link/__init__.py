"""Tests of what carries frames to the terminal."""
