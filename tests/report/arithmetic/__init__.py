"""Tests of numbers on paper."""
