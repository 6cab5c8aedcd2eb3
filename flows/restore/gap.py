"""The place of lost characters: how well a candidate fits the words, the document and the clauses around it.

Not for deciding which candidate is published: flows.restore.lost does that.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from flows import lexicon
from flows.restore.kinds import alone
from flows.restore.likelihood import LONGEST_WORD, words
from flows.restore.pairs import BLANK, EDGE, fold, follows, share
from flows.restore.row import Row

CONTEXT = 8
"""How many characters on either side are looked at."""

# What a pair or a run of three that the document has elsewhere adds, by the logarithm of its count.
_NEAR, _WIDE = 1.5, 1.0
# A unit is what follows a number.
_COUNTED = 3.0
# A full-width blank belongs at a line's beginning, where nothing else is so likely, and hardly within it.
_INDENT, _WITHIN = -1.0, -6.0

# From so many different runs of characters on, a page is long enough to miss a word on it.
_LONG_PAGE = 2000

_NOTHING = "\ufdd3"
"""A character that no word begins with."""

_PAUSES = frozenset("，。！？；：、" + EDGE)
_EDGES = _PAUSES | frozenset("“‘《（")
# A mark seldom stands right behind a pause or an opening quote, beyond what pairs of marks tell; but three of one kind
# in a row are there to be seen.
_MARK_ON_MARK = -6.0
# A clause is seldom so short: natural logarithms by its length.
_CLAUSE = {1: -4.0, 2: -1.0}
# A bracket or quotation mark closes what was opened, and nothing else; what is open is not opened again.
_PAIRS = dict(zip("”’》〉』」）】", "“‘《〈『「（【", strict=True))
_BALANCED, _UNBALANCED = 3.0, -4.0
REACH = 200
"""How many characters in front tell what is open."""

# What is quoted within so few characters, but for what somebody says, is a term, and a term has no full stop.
_STOP_IN_TERM = -4.0

Reached = tuple[tuple[str, float], ...]
"""The words that may stand next to a cut, each with the log likelihood of the best way to the text's end through it."""


@dataclass(frozen=True, slots=True)
class Cut:
    """Where a word that covers the gap may begin or end: what it takes from that side, and what lies beyond."""

    taken: str
    beyond: Reached


@dataclass(frozen=True, slots=True)
class Gap:
    """The place of one or two lost characters, everything folded as pairs are."""

    before: str
    after: str
    beside: tuple[Cut, Cut]
    """The cuts right next to the place."""
    covers: tuple[tuple[Cut, Cut], ...]
    """The other pairs of cuts between which a word would cover it."""
    around: float
    """The log likelihood of the words on both sides of a word that nothing is known of."""
    opened: frozenset[str] | None
    """The quotation marks and brackets that are open; None where too little stands in front to tell."""
    own: Mapping[str, int]
    """The document's own runs of two and three characters, with their counts."""
    missed: float
    """How much it tells that a word stands nowhere else in the document, 0 to 1 for a long one."""

    @classmethod
    def between(cls, left: str, right: str, own: Mapping[str, int]) -> "Gap":
        """Return the place between `left` and `right`."""
        before, after = fold(left[-CONTEXT:]), fold(right[:CONTEXT])
        heads = _from_left(before, starts_line=len(left) < CONTEXT)
        tails = _from_right(after)
        cuts = range(len(before), max(-1, len(before) - LONGEST_WORD), -1)
        lefts = tuple(Cut(before[cut:], heads[cut]) for cut in cuts if heads[cut])
        rights = tuple(Cut(after[:cut], tails[cut]) for cut in range(min(len(after), LONGEST_WORD - 1) + 1))
        beside, *covers = [
            (left, right) for left in lefts for right in rights if len(left.taken) + len(right.taken) < LONGEST_WORD
        ]
        around = _arriving(beside[0].beyond, _NOTHING) + _leaving(_NOTHING, beside[1].beyond) - share(_NOTHING)
        missed = min(1.0, len(own) / _LONG_PAGE)
        return cls(before, after, beside, tuple(covers), around, opened(left), own, missed)

    def fits(self, row: Row) -> dict[str, float]:
        """Return the log likelihood of the place with each character of `row` in it."""
        values = {character: self.around + share for character, share in row.rare.items()}
        telling = chain(row.common, self._at_home(row))
        values.update((character, self.fit(row.folded[character])) for character in telling)
        return values

    def _at_home(self, row: Row) -> list[str]:
        """Return the rare characters of `row` that make a word here, or a pair that the document has elsewhere."""
        left, right = self.before[-1:], self.after[:1]
        made = [left + folded for folded in row.rarely] + [folded + right for folded in row.rarely]
        if not (found := words() & made | self.own.keys() & made):
            return []
        return [one for one in row.rare if left + row.folded[one] in found or row.folded[one] + right in found]

    def fit(self, folded: str) -> float:
        """Return the log likelihood of the place with one character in it, or with the two of one word."""
        value = self._words(folded) + (_COUNTED if self.before[-1:].isdecimal() and folded in _units() else 0.0)
        before = self.before
        for at, character in enumerate(folded, 1):
            value += self._echo(character, before, folded[at:] + self.after)
            before += character
        return value

    def fits_behind(self, one: str, row: Row) -> dict[str, float]:
        """Return the log likelihood of the place with `one` in it and each character of `row` behind that."""
        following = replace(Gap.between(self.before + one, self.after, self.own), opened=self.opened)
        values = following.fits(row)
        for character, folded in row.folded.items():
            values[character] += self._echo(one, self.before, folded + self.after)
            if one == "。":
                values[character] += _stop(self.before, folded + self.after)
        return values

    def _words(self, folded: str) -> float:
        """Return the log likelihood of the best segmentation with `folded` within one word."""
        if folded == BLANK and self.before[-1:] in ("", EDGE, BLANK):
            return _best(self.beside[0].beyond) + _INDENT + _best(self.beside[1].beyond)
        best = self._word(folded, *self.beside)
        made = [left.taken + folded + right.taken for left, right in self.covers]
        if found := words() & made:
            values = [self._word(word, *cuts) for word, cuts in zip(made, self.covers, strict=True) if word in found]
            best = max(best, *values)
        if folded == BLANK:
            return best + _WITHIN
        if self.opened is not None and folded in _PAIRS:
            return best + (_BALANCED if _PAIRS[folded] in self.opened else _UNBALANCED)
        if self.opened and folded in self.opened:
            return best + _UNBALANCED
        return best + (_stop(self.before, self.after) if folded == "。" else 0.0)

    def _word(self, word: str, left: Cut, right: Cut) -> float:
        """Return the log likelihood of the place with `word` between two cuts."""
        value = _arriving(left.beyond, word) + _leaving(word, right.beyond)
        return value + self.missed * alone(word) if len(word) > 1 and word[:3] not in self.own else value

    def _echo(self, folded: str, before: str, after: str) -> float:
        """Return how much the document says elsewhere what `folded` would make it say here."""
        one, other = before[-1:], after[:1]
        value = 0.0
        if folded in _EDGES and folded * 2 not in (before[-2:], one + other, after[:2]):
            value += _MARK_ON_MARK * (_clashes(one, folded) + _clashes(folded, other))
        own = self.own
        left, right = own.get(one + folded, 0), own.get(folded + other, 0)
        if left:
            value += _NEAR * math.log1p(left) + _WIDE * math.log1p(own.get(before[-2:] + folded, 0))
        if right:
            value += _NEAR * math.log1p(right) + _WIDE * math.log1p(own.get(folded + after[:2], 0))
        if left and right:
            value += _WIDE * math.log1p(own.get(one + folded + other, 0))
        return value


@cache
def _units() -> frozenset[str]:
    return frozenset(row["unit"] for row in lexicon.rows("units") if len(row["unit"]) == 1)


def _from_left(before: str, *, starts_line: bool) -> list[Reached]:
    """Return, for each cut in `before`, the words that may end there."""
    reached: list[Reached] = [((EDGE, 0.0),) if starts_line else ()]
    for end in range(1, len(before) + 1):
        found = []
        for start in range(max(0, end - LONGEST_WORD), end):
            word = before[start:end]
            if len(word) == 1 or word in words():
                found.append((word, _arriving(reached[start], word) if reached[start] else share(word)))
        reached.append(tuple(found))
    return reached


def _from_right(after: str) -> list[Reached]:
    """Return, for each cut in `after`, the words that may begin there; none at its end."""
    reached: list[Reached] = [()] * (len(after) + 1)
    for start in range(len(after) - 1, -1, -1):
        found = []
        for end in range(start + 1, min(len(after), start + LONGEST_WORD) + 1):
            word = after[start:end]
            if len(word) == 1 or word in words():
                found.append((word, _leaving(word, reached[end])))
        reached[start] = tuple(found)
    return reached


def _arriving(beyond: Reached, word: str) -> float:
    """Return the log likelihood of the best way from the left up to the end of `word`."""
    if not beyond:
        return share(word)
    return max([value + follows(previous, word) for previous, value in beyond])


def _leaving(word: str, beyond: Reached) -> float:
    """Return the log likelihood of the best way from the end of `word` to the right."""
    return max([follows(word, following) + value for following, value in beyond]) if beyond else 0.0


def _best(beyond: Reached) -> float:
    return max((value for _, value in beyond), default=0.0)


def _clashes(mark: str, following: str) -> bool:
    return mark in _EDGES and following in _PAUSES and EDGE not in (mark, following)


def opened(left: str) -> frozenset[str] | None:
    """Return what is open at the end of `left`, as far as its last line or `REACH` characters tell."""
    line = left.rpartition("\n")[2]
    found = frozenset(opener for closer, opener in _PAIRS.items() if line.rfind(opener) > line.rfind(closer))
    return found if found or len(line) < len(left) or len(left) >= REACH else None


def _stop(before: str, after: str) -> float:
    """Return what the place says against a full stop, beyond what pairs of words tell."""
    if after[:1] == "”" and "“" in before and "：“" not in before:
        return _STOP_IN_TERM
    after = after.lstrip("”’）》")
    length = next((at for at, character in enumerate(after) if character in _PAUSES), len(after))
    return _CLAUSE.get(length, 0.0) if length < len(after) else 0.0
