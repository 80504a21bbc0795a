"""Numbers on paper: how many digits they are printed with, and what a calculator makes of them. It
knows no network; whatever closes here closes in a pocket calculator.
"""
