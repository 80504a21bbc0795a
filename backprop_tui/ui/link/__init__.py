"""The link is everything between a drawn frame and a person's eyes: the bytes, the line that
carries them, the terminal at its end. A slow line can only be helped by sending less and by not
sending too early, and both happen here, so that nothing that draws has to think of it.
"""
