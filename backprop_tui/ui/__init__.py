"""The screen: a Textual app whose panes draw one record of one moment, each in its own way. It asks
the engine for snapshots and tells it when to step; the engine does not know that it is here.
"""
