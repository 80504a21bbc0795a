"""The plain-text twin of the dashboard: a run, one step or a gradient check as lines of text, JSON
or CSV. A report only yields lines; whoever asks for them decides where they go.
"""
