"""Where things lie: cases in the space of the hidden layer, the boundary in it, how far apart cases
are. An output sees nothing else of what the layers before it have made of the inputs.
"""
