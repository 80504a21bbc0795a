"""Tests of the mathematics, one file a module of the engine."""
