"""The network's answer as a function of two inputs, for whoever draws it or prints it. Cases are
points of that plane, and what a network has learnt is where it puts the line between them.
"""
