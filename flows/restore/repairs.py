"""The record of a restoration: every change between source and restored text, and how offsets map across them.

Not for deciding on changes.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from flows.restore.lost import UNRESOLVED


class Repair(NamedTuple):
    """One change: source text [start, end) became `restored_text`.

    `certainty` is certain, inferred (the words around decided) or unresolved; then `restored_text` holds `UNRESOLVED`.
    `alternatives` are other characters that the lost byte allows, the likeliest first.
    """

    start: int
    end: int
    source_text: str
    restored_text: str
    stage: str
    certainty: str = "certain"
    alternatives: tuple[str, ...] = ()


class OffsetMap:
    """Maps spans of a restored text to spans of its source."""

    def __init__(self, repairs: Sequence[Repair]) -> None:
        """Take the repairs of one text, in order and without overlap."""
        self._repairs = repairs
        self._starts, self._ends = [], []
        shift = 0
        for repair in repairs:
            self._starts.append(repair.start + shift)
            shift += len(repair.restored_text) - (repair.end - repair.start)
            self._ends.append(repair.end + shift)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span that the restored characters [start, end) came from; at least one character.

        A repaired stretch counts whole: where bytes were paired anew, no smaller part has a source of its own.

        >>> OffsetMap([Repair(1, 5, "(fā)", "", "gloss")]).span(1, 2)
        (5, 6)
        """
        return self._character(start)[0], self._character(end - 1)[1]

    def _character(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset, offset + 1
        repair = self._repairs[index]
        if offset < self._ends[index]:
            return repair.start, repair.end
        at = repair.end + offset - self._ends[index]
        return at, at + 1


def apply(source: str, repairs: Sequence[Repair]) -> str:
    """Return `source` with the repairs made.

    >>> apply("發(fā)展", [Repair(1, 5, "(fā)", "", "gloss")])
    '發展'
    """
    pieces: list[str] = []
    end = 0
    for repair in repairs:
        pieces += source[end : repair.start], repair.restored_text
        end = repair.end
    return "".join(pieces) + source[end:]


def stand_in(repair: Repair) -> str:
    """Return what the forward model takes for a repair's text: the likeliest character where none was published."""
    if repair.certainty == "unresolved" and repair.restored_text == UNRESOLVED and repair.alternatives:
        return repair.alternatives[0]
    return repair.restored_text
