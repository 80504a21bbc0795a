"""The screens that somebody can be on: the dashboard, one step taken apart, the ledger, the help
and the dialogs.
"""
