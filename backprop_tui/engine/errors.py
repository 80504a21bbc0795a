"""`BadSetting`, which refuses a setting that cannot work. It is raised before anything is computed,
with one sentence that also says what would work.
"""


class BadSetting(ValueError):
    """What a person asked for is impossible; the message is one line, complete, for their eyes."""
