"""Tests of runs that are written as scripts."""
