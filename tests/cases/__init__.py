"""Worked examples as their sources print them, typed in as a person would."""
