"""Tests of the network and of how it learns."""
