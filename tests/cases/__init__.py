"""Worked examples as books and pages print them, entered at the command line as a person types
them; the digits that come out are the printed ones.
"""
