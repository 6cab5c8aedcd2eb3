"""Where in a paragraph's text each repair stands: source spans → spans of what is shown.

Not for how it is shown. Works from the published tables alone, as any reader of them could.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Row = Mapping[str, Any]

_PROBE = 16


class Place(NamedTuple):
    """A stretch [start, end) of a paragraph's text, at least one character, and the repairs that concern it."""

    start: int
    end: int
    repairs: tuple[Row, ...]


def place(paragraph: Row, repairs: Sequence[Row]) -> list[Place] | None:
    """Return where the repairs of a paragraph stand in its text, in order and without overlap.

    `repairs` are those whose source span meets the paragraph's, in order. What was only taken out concerns the
    character in front of it. None where text and repairs do not account for the whole source span: in a web page
    whose tags stand within the paragraph, the tables do not tell the place.

    >>> taken = {"source_start": 1, "source_end": 5, "restored_text": ""}
    >>> place({"text": "發展", "source_start": 0, "source_end": 6}, [taken])[0][:2]
    (0, 1)
    >>> place({"text": "發展", "source_start": 0, "source_end": 9}, [taken]) is None
    True
    """
    text: str = paragraph["text"]
    spans = _spans(paragraph["source_start"], repairs)
    grown = sum(len(row["restored_text"]) - (row["source_end"] - row["source_start"]) for row in repairs)
    surplus = paragraph["source_end"] - paragraph["source_start"] + grown - len(text)
    # Only what the first and the last repair put in may reach over the paragraph's edges.
    for before in _overlaps(text, spans[0][2]["restored_text"] if spans and spans[0][0] == 0 else ""):
        moved = [(start - before, end - before, row) for start, end, row in spans]
        if before <= surplus and _holds(text, moved, surplus - before):
            return _together(text, moved)
    return None


def _spans(source_start: int, repairs: Sequence[Row]) -> list[tuple[int, int, Row]]:
    """Return each repair's span counted from what `source_start` became."""
    spans, shift = [], -source_start
    for row in repairs:
        start = row["source_start"] + shift
        end = start + len(row["restored_text"])
        spans.append((start, end, row))
        shift = end - row["source_end"]
    return spans


def _overlaps(text: str, put_in: str) -> Iterator[int]:
    """Yield how many characters of what was put in may lie in front of the text, in order."""
    yield 0
    probe = text[:_PROBE]
    at = put_in.find(probe, 1)
    while at >= 0:
        yield at
        at = put_in.find(probe, at + 1)
    yield from (at for at in range(max(1, len(put_in) - _PROBE), len(put_in) + 1) if probe.startswith(put_in[at:]))


def _holds(text: str, spans: Sequence[tuple[int, int, Row]], behind: int) -> bool:
    """Tell whether the text has every repair where it should be, and ends within a repair where it is cut."""
    if behind and (not spans or spans[-1][1] != len(text) + behind or spans[-1][0] > len(text)):
        return False
    return all(
        row["restored_text"][max(0, -start) : len(text) - start] == text[max(0, start) : max(0, end)]
        for start, end, row in spans
    )


def _together(text: str, spans: Sequence[tuple[int, int, Row]]) -> list[Place]:
    """Return spans cut to the text and widened to a character, those that overlap as one."""
    found: list[Place] = []
    for start, end, row in spans:
        if start == end:
            start, end = (start - 1, end) if start else (0, 1)
        start, end = max(0, start), min(end, len(text))
        if start >= end:
            continue
        if found and start < found[-1].end:
            last = found.pop()
            found.append(Place(last.start, max(last.end, end), (*last.repairs, row)))
        else:
            found.append(Place(start, end, (row,)))
    return found
