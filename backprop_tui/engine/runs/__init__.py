"""A run is many steps one after the other, with what a person changed on the way. It can be gone
through backwards: the same experiment gives the same numbers, so any moment is computed again.
"""
