"""Tests of what happens while somebody sits there."""
