"""A setting that cannot work is refused before anything is computed, in one sentence that also says
what would work.
"""


class BadSetting(ValueError):
    """What a person asked for is impossible; the message is one line, complete, for their eyes."""
