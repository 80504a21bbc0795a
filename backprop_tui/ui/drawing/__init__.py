"""What a terminal can show: cells with a character and two colours, marks, themes, numbers in a few
columns. It knows nothing of networks.
"""
