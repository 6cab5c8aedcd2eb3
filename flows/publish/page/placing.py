"""Where in a paragraph's text the page marks its repairs: at least a character each, and one mark where they overlap.

Not for how marks look; where a repair stands, the table says.
"""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

Row = Mapping[str, Any]


class Place(NamedTuple):
    """A stretch [start, end) of a paragraph's text, at least one character, and the repairs that concern it."""

    start: int
    end: int
    repairs: tuple[Row, ...]


def place(repairs: Sequence[Row]) -> list[Place]:
    """Return where the repairs of a paragraph are marked, in order and without overlap.

    What was only taken out concerns the character in front of it.

    >>> taken, put, lone = ({"start": 2, "end": 2}, {"start": 0, "end": 2}, {"start": 3, "end": 4})
    >>> [(*one[:2], len(one.repairs)) for one in place([put, taken, lone])]
    [(0, 2, 2), (3, 4, 1)]
    """
    found: list[Place] = []
    for row in sorted(repairs, key=lambda row: (row["start"], row["end"])):
        start, end = row["start"], row["end"]
        if start == end:
            start, end = max(0, start - 1), max(1, end)
        if found and start < found[-1].end:
            last = found.pop()
            found.append(Place(last.start, max(last.end, end), (*last.repairs, row)))
        else:
            found.append(Place(start, end, (row,)))
    return found
