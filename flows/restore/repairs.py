"""The record of a restoration: every change between source and restored text, and how offsets map across them.

Not for deciding on changes.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import NamedTuple

from flows.restore.lost import UNRESOLVED

CERTAINTIES = ("certain", "inferred", "unresolved")
"""How sure a repair is, the surest first."""


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
        growth = [len(written) - (end - start) for start, end, _, written, *_ in repairs]
        shifts = list(accumulate(growth, initial=0))
        self._starts = [repair.start + shift for repair, shift in zip(repairs, shifts, strict=False)]
        self._ends = [repair.end + shift for repair, shift in zip(repairs, shifts[1:], strict=True)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the source span that the restored characters [start, end) came from; at least one character.

        A repaired stretch counts whole: where bytes were paired anew, no smaller part has a source of its own.

        >>> OffsetMap([Repair(1, 5, "(fā)", "", "gloss")]).span(0, 1)
        (0, 5)
        """
        source_start, _ = self._character(start)
        _, source_end = self._character(end - 1)
        # What was taken out right behind the last character belongs to it: a gloss does.
        index = bisect_left(self._starts, end)
        while index < len(self._repairs) and self._repairs[index].start == source_end:
            if self._repairs[index].restored_text:
                break
            source_end = self._repairs[index].end
            index += 1
        return source_start, source_end

    def places(self) -> list[tuple[int, int]]:
        """Return where in the restored text each repair stands; what only took something out has no length.

        >>> OffsetMap([Repair(1, 5, "(fā)", "", "gloss"), Repair(6, 7, ",", "，", "width")]).places()
        [(1, 1), (2, 3)]
        """
        return list(zip(self._starts, self._ends, strict=True))

    def at(self, offset: int) -> int:
        """Return where in the source the restored character at `offset` came from, or begins to.

        >>> OffsetMap([Repair(1, 5, "(fā)", "", "gloss")]).at(1)
        5
        """
        return self._character(offset)[0]

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


def redo(text: str, repairs: Sequence[Repair], forward: Callable[[Repair], str]) -> str:
    """Return `text`, to which `repairs` led, with what `forward` makes of each repair's text in its place again.

    Raises ValueError where the text does not have what a repair put in.

    >>> redo("北京", [Repair(1, 2, "\u200b", "", "invisible")], lambda repair: repair.source_text) == "北\u200b京"
    True
    """
    pieces: list[str] = []
    end = shift = 0
    for repair in repairs:
        start = repair.start + shift
        if not text.startswith(repair.restored_text, start):
            raise ValueError(f"no {repair.restored_text!r} at {start}")
        pieces += text[end:start], forward(repair)
        end = start + len(repair.restored_text)
        shift += len(repair.restored_text) - (repair.end - repair.start)
    return "".join(pieces) + text[end:]


def stand_in(repair: Repair) -> str:
    """Return what the forward model takes for a repair's text: the likeliest character where none was published."""
    if repair.certainty == "unresolved" and repair.restored_text == UNRESOLVED and repair.alternatives:
        return repair.alternatives[0]
    return repair.restored_text
