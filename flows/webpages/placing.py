"""Where the lines that an extractor gave stand in the text that they were taken from.

Not for extracting; of both sides only letters and digits count, for extractors add bullets and drop what they dislike.
"""

import unicodedata
from collections.abc import Iterator, Sequence

_SHORTEST = 16
_MOST_MISSES = 500

Span = tuple[int, int]


class UnplacedError(ValueError):
    """Too many of the lines stand nowhere in the text."""


def fold(text: str) -> str:
    """Return the letters and digits of `text`, composed.

    >>> fold("- 增长 8.5%，|e\u0301")
    '增长85é'
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", text)))


def place(text: str, lines: Sequence[str]) -> list[Span]:
    """Return the spans of folded `text` that hold the folded `lines`, in order and without overlap.

    A line that stands there once places those around it, so that a short one is found beside them and not in a menu.

    >>> place("新闻北京日报新闻今天北京一切如常北京", ["北京", "今天北京一切如常"])
    [(2, 4), (8, 16)]

    Of a line that stands nowhere as a whole, the parts are placed; raises UnplacedError where that happens too often.
    """
    found: list[Span] = []
    waiting = [([line for line in lines if line], 0, len(text))]
    misses = 0
    while waiting:
        left, low, high = waiting.pop()
        if not left or low == high:
            continue
        anchor = _anchor(text, left, low, high)
        if anchor is None:
            found += _in_turn(text, left, low, high)
            continue
        index, at = anchor
        line = left[index]
        if at < 0:
            misses += 1
            if misses > _MOST_MISSES:
                raise UnplacedError
            parts = [line[start : start + _SHORTEST] for start in range(0, len(line), _SHORTEST)]
            left[index : index + 1] = parts if len(parts) > 1 else []
            waiting.append((left, low, high))
            continue
        end = at + len(line)
        found.append((at, end))
        waiting += (left[:index], low, at), (left[index + 1 :], end, high)
    return sorted(found)


def _anchor(text: str, lines: Sequence[str], low: int, high: int) -> tuple[int, int] | None:
    """Return a line that stands in [low, high) once, with its place; or one that does not, with −1; or None.

    The middle third is asked first: so the work is halved, whatever the lines are like.
    """
    third = len(lines) // 3
    middle = sorted(range(third, len(lines) - third), key=lambda index: -len(lines[index]))[:3]
    longest = max(range(len(lines)), key=lambda index: len(lines[index]))
    missing = None
    for index in dict.fromkeys([*middle, longest]):
        at = text.find(lines[index], low, high)
        if at < 0:
            missing = index, -1
        elif text.find(lines[index], at + 1, high) < 0:
            return index, at
    return missing


def _in_turn(text: str, lines: Sequence[str], low: int, high: int) -> Iterator[Span]:
    """Yield the places of lines that stand in [low, high) several times: one after the other, beside what is placed."""
    backwards = low == 0 and high < len(text)
    misses = 0
    for line in reversed(lines) if backwards else lines:
        at = text.rfind(line, low, high) if backwards else text.find(line, low, high)
        if at >= 0:
            yield at, at + len(line)
            low, high = (low, at) if backwards else (at + len(line), high)
        elif (misses := misses + 1) > _MOST_MISSES:
            return
