"""The measures of a printed page: lengths in millimetres, letters in points, colours in RGB."""

from __future__ import annotations

FACE = "SourceSans"
MARGIN = 20
FOOT = 6
LINE = 5
LABEL_WIDTH = 52
HEADING_ROOM = 28
"""A heading with less than this below it goes to the next page."""
SIGNATURE_HEIGHT = 46
TITLE = 22
TEXT = 10.5
SMALL = 8.5
INK = (28, 35, 38)
GREY = (91, 102, 107)
RULE = (205, 213, 216)
ACCENT = (31, 85, 102)
GAP = 1.5
CELL_HEAD = 0.9
"""Room beside and above the text of a cell."""
CELL_LENGTH = 400
"""A longer text in a cell would make its row higher than a page."""
