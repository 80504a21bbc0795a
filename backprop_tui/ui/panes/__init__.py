"""Every pane is one rectangle, one file, one way to look at the same moment. Where they stand on
the screen is written down in `layouts`.
"""
