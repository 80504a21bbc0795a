"""The network itself and how it learns: forward, backward, update, and the check of the gradients.
Nothing here knows how many steps there were, or that time can be turned back.
"""
