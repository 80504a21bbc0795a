"""The runs that are kept, one beside the other: in what they differ, how they came out, and all of
their curves in one chart.
"""
