"""Numerals that count nothing because they belong to a word, an idiom, a name, an ordinal or a date's part.

The facts are in seeds/lexicon/names.csv and eras.csv. Not for what only its surroundings tell: aside.py does that.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import NamedTuple

from flows import lexicon
from flows.numerals import NUMERAL_PATTERN
from flows.quantities.units import unit_at

_GOES_ON = frozenset("0123456789０１２３４５６７８９.,，百千万亿")
"""What goes on a number in digits."""
KEEP = "keep"
"""The reason of a row that undoes others: 十分 is a word, 十分钟 is not; 前15家 is an ordinal, 目前15家 is not."""


class Aside(NamedTuple):
    """A stretch of text whose numerals are set aside, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Index:
    """Names by their first numeral and the character behind it, or before it; patterns by the two behind ~, or before.

    `kept` are the patterns that undo others, again.
    """

    pairs: dict[str, list[tuple[str, int, str]]] = field(default_factory=dict)
    last: dict[str, list[tuple[str, int, str]]] = field(default_factory=dict)
    suffixes: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    prefixes: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    kept: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


@cache
def _index() -> _Index:
    index = _Index()
    for row in lexicon.rows("names"):
        text, reason = row["text"], row["reason"]
        before, mark, after = text.partition("~")
        if not mark:
            _add_name(index, text, reason)
        elif after:
            index.suffixes.setdefault(after[:2], []).append((before, after, reason))
            if reason == KEEP:
                index.kept.setdefault(after[:2], []).append((before, after))
        else:
            index.prefixes.setdefault(before[-1], []).append((before, reason))
    for row in lexicon.rows("eras"):
        index.prefixes.setdefault(row["name"][-1], []).append((row["name"], "calendar"))
    for names in (*index.pairs.values(), *index.last.values()):
        names.sort(key=lambda name: -len(name[0]))
    for patterns in index.suffixes.values():
        patterns.sort(key=lambda pattern: (-len(pattern[1]), -len(pattern[0])))
    return index


def _add_name(index: _Index, text: str, reason: str) -> None:
    first = NUMERAL_PATTERN.search(text)
    at = first.start() if first else text.find("半")
    if at < 0:
        raise ValueError(f"seeds/lexicon/names.csv: {text} holds no numeral")
    if at + 1 < len(text):
        index.pairs.setdefault(text[at : at + 2], []).append((text, at, reason))
    else:
        index.last.setdefault(text[max(at - 1, 0) :], []).append((text, at, reason))


def name_at(text: str, start: int) -> Aside | None:
    """Return the listed name whose first numeral stands at `start`, the longest one.

    >>> name_at("进一步加强", 1)
    Aside(start=0, end=3, reason='word')
    """
    index = _index()
    before = start - 1 if start else 0
    for names in (index.pairs.get(text[start : start + 2]), index.last.get(text[before : start + 1])):
        for name, at, reason in names or ():
            if text.startswith(name, start - at) and start >= at and not _counts_on(text, name, start - at):
                return None if reason == KEEP else Aside(start - at, start - at + len(name), reason)
    return None


def _counts_on(text: str, name: str, start: int) -> bool:
    """Tell a number that only begins like a name in digits, or has its unit behind it: 12345678元, 12345元."""
    end = start + len(name)
    if not name.isdigit() or end >= len(text):
        return False
    unit = unit_at(text, end)
    return text[end] in _GOES_ON or (unit is not None and unit.use != "noun")


def pattern_at(text: str, start: int, end: int) -> Aside | None:
    """Return the pattern around the numeral from `start` to `end`: 95后, 12345热线, 第三, 第十三届.

    >>> pattern_at("拨打12345热线", 2, 7)
    Aside(start=2, end=9, reason='name')
    """
    index = _index()
    in_front = index.prefixes.get(text[start - 1 : start], ()) if start else ()
    following = text[end : end + 2]
    longer, single = index.suffixes.get(following), index.suffixes.get(following[:1])
    for before, after, reason in chain(longer or (), single or ()) if longer or single else ():
        if text.startswith(after, end) and text.endswith(before, 0, start):
            if before and reason != "calendar" and _goes_on(text, start, in_front):
                continue  # 目前15家 is no ordinal, but 今年前9个月 is a date all the same
            return None if reason == KEEP else Aside(start - len(before), end + len(after), reason)
    for before, reason in in_front:
        if reason != KEEP and text.endswith(before, 0, start):
            return Aside(start - len(before), end, reason)
    return None


def _goes_on(text: str, start: int, in_front: Sequence[tuple[str, str]]) -> bool:
    return any(reason == KEEP and text.endswith(before, 0, start) for before, reason in in_front)


def kept(text: str, start: int, end: int) -> bool:
    """Tell whether a row says that the numeral counts after all: 距今1300年 is no date.

    >>> kept("距今1300年", 2, 6), kept("建于1300年", 2, 6)
    (True, False)
    """
    index, following = _index(), text[end : end + 2]
    rows = chain(index.kept.get(following, ()), index.kept.get(following[:1], ()))
    return any(text.startswith(after, end) and text.endswith(before, 0, start) for before, after in rows)
