"""Why a loss does not move, and what helps against just that. A cause is found in the snapshot
itself, never guessed from the settings alone.
"""
