"""Records that hold what is nobody's to read, or everybody at once."""

from __future__ import annotations


class Unshown:
    """Makes a record print as its name and no more, wherever it may be printed."""

    __slots__ = ()

    def __repr__(self) -> str:
        return type(self).__name__
