"""The pictures that made the points of 1986: weights around a mirror, a code in three bits, a
staircase, people by what they have in common. A problem names its picture, and pane 4 draws it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module

from backprop_tui.ui.pictures.picture import Picture
from backprop_tui.ui.view import View

__all__ = ["PICTURES", "Gallery", "Picture", "picture_of"]

NAMES = ("mirror", "code", "staircase", "people")
"""Every picture, in the module of its name."""


class Gallery(Mapping[str, Picture]):
    """Pictures by their names; the module of one is imported when it is first looked at."""

    def __getitem__(self, name: str) -> Picture:
        if name not in NAMES:
            raise KeyError(name)
        picture: Picture = import_module(f"{__name__}.{name}").PICTURE
        return picture

    def __contains__(self, name: object) -> bool:
        return name in NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(NAMES)

    def __len__(self) -> int:
        return len(NAMES)


PICTURES = Gallery()
"""Every picture by its name."""


def picture_of(view: View) -> Picture | None:
    """The picture that the problem of a view asks for, if any."""
    return PICTURES.get(view.snapshot.experiment.problem.picture)
