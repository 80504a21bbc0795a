"""Tests of the ways to draw a network."""
