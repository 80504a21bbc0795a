"""The lines around the panes, and the widget that they are all drawn with. Each sends only the rows
that changed.
"""
