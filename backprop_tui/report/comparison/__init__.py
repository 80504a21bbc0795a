"""Two runs that differ in one thing, and what that thing did. Numbers are set against each other
only where they measure the same.
"""
