"""What a trained network has found, in numbers: the patterns that the experiments of 1986 became
known for. Pictures draw them and `run` says them, both from here.
"""
