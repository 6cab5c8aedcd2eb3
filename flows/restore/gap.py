"""The place of lost characters: how well a candidate fits the words, the document and the clauses around it.

Not for deciding which candidate is published: flows.restore.lost does that.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from flows import lexicon
from flows.restore.likelihood import LONGEST_WORD, ends_clause, is_verb, prefixes, score, words
from flows.restore.script import simplify

CONTEXT = 8
"""How many characters on either side are looked at."""

# What a pair or a run of three that the document has elsewhere adds, by the logarithm of its count.
_NEAR, _WIDE = 1.0, 1.0
# A verb is what follows a modal verb.
_VERB = 2.0
# A unit is what follows a number.
_COUNTED = 3.0
# A word that leans on the next does not stand in front of a pause.
_LEANS = -4.0
# A full-width blank belongs at a line's beginning, where nothing else is so likely.
_INDENT = -1.0
# A character as rare as this by itself (a natural logarithm) is tried in words only where it makes one of two.
_RARE = -13.0

# A full stop stands between clauses, and clauses are seldom so short: natural logarithms by the clause's length.
_CLAUSE_BEFORE = {0: -20.0, 1: -7.0, 2: -3.0, 3: -1.5}
_CLAUSE_BEHIND = {0: -9.0, 1: -5.0, 2: -1.0}
_LONGEST_SHORT_CLAUSE = 3
# A full stop before a closing quote is one habit, not two rare events.
_STOP_BEFORE_QUOTE = 1.0
_PAUSES = frozenset("，。！？；：、,!?;:\n")
_EDGES = _PAUSES | frozenset("“‘《（(")
# No mark stands right behind a pause or an opening quote.
_MARK_ON_MARK = -9.0


@dataclass(frozen=True, slots=True)
class Gap:
    """The place of one or two lost characters, everything in simplified script."""

    before: str
    after: str
    lefts: tuple[tuple[str, float, bool], ...]
    """What a word may take from before: the characters, the likelihood of the rest, whether that wants a verb."""
    rights: tuple[tuple[str, float], ...]
    """What a word may take from behind: the characters, and the likelihood of the rest."""
    own: Mapping[str, int]
    """The document's own runs of two and three characters, with their counts."""

    @classmethod
    def between(cls, left: str, right: str, own: Mapping[str, int]) -> "Gap":
        """Return the place between `left` and `right`."""
        before, after = simplify(left[-CONTEXT:]), simplify(right[:CONTEXT])
        heads, tails = prefixes(before), _suffixes(after)
        cuts = range(len(before), max(-1, len(before) - LONGEST_WORD), -1)
        lefts = tuple((before[cut:], heads[cut], before[:cut].endswith(_modals())) for cut in cuts)
        rights = tuple((after[:cut], tails[cut]) for cut in range(min(len(after), LONGEST_WORD - 1) + 1))
        return cls(before, after, lefts, rights, own)

    def fit(self, plain: str) -> float:
        """Return the log likelihood of the place with one character in it."""
        counted = _COUNTED if self.before[-1:].isdecimal() and plain in _units() else 0.0
        return self._words(plain) + self._echo(plain, self.before, self.after) + counted

    def fit_pairs(self, one: str, others: Iterable[str]) -> Iterator[float]:
        """Yield the log likelihood of the place with `one` in it and each of `others` behind that."""
        following = Gap.between(self.before + one, self.after, self.own)
        for other in others:
            value = following.fit(other) + self._echo(one, self.before, other + self.after)
            yield value + (_stop(self.before, other + self.after) if one == "。" else 0.0)

    def _words(self, plain: str) -> float:
        """Return the log likelihood of the best segmentation with `plain` in the gap."""
        (_, head, _), (_, tail) = self.lefts[0], self.rights[0]
        if plain == "\u3000" and self.before[-1:] in ("", "\n", "\u3000"):
            return head + _INDENT + tail
        if plain == "。":
            return head + _stop(self.before, self.after) + score(plain) + tail
        known = words()
        alone = score(plain)
        if alone < _RARE and known.isdisjoint((self.before[-1:] + plain, plain + self.after[:1])):
            return head + alone + tail
        best = -math.inf
        for left, head, wants_verb in self.lefts:
            begun = left + plain
            for right, tail in self.rights[: LONGEST_WORD - len(left)]:
                word = begun + right
                if word in known or len(word) == 1:
                    value = head + score(word) + tail
                    if not right and self.after[:1] in _PAUSES and not ends_clause(word):
                        value += _LEANS
                    if wants_verb:
                        value += _VERB if is_verb(word) else -_VERB
                    best = max(best, value)
        return best

    def _echo(self, plain: str, before: str, after: str) -> float:
        """Return how much the document says elsewhere what `plain` would make it say here."""
        one, two, other, others = before[-1:], before[-2:], after[:1], after[:2]
        own = self.own
        near = own.get(one + plain, 0), own.get(plain + other, 0)
        wide = own.get(two + plain, 0), own.get(one + plain + other, 0), own.get(plain + others, 0)
        value = _NEAR * sum(math.log1p(count) for count in near if count)
        value += _WIDE * sum(math.log1p(count) for count in wide if count)
        return value + _MARK_ON_MARK * (_clashes(one + plain) + _clashes(plain + other))


@cache
def _units() -> frozenset[str]:
    return frozenset(row["unit"] for row in lexicon.rows("units") if len(row["unit"]) == 1)


@cache
def _modals() -> tuple[str, ...]:
    return lexicon.words("modals")


def _suffixes(plain: str) -> list[float]:
    """Return, for each start, the log likelihood of the best segmentation from there to the end."""
    best = [0.0] * (len(plain) + 1)
    for start in range(len(plain) - 1, -1, -1):
        ends = range(start + 1, min(len(plain), start + LONGEST_WORD) + 1)
        best[start] = max(score(plain[start:end]) + best[end] for end in ends)
    return best


def _clashes(pair: str) -> bool:
    return len(pair) == 2 and pair[0] in _EDGES and pair[1] in _PAUSES and "\n" not in pair


def _stop(before: str, after: str) -> float:
    """Return what the place says for or against a full stop."""
    value = _CLAUSE_BEFORE.get(_clause(reversed(before), _EDGES), 0.0)
    value += _CLAUSE_BEHIND.get(_clause(after.lstrip("”’"), _PAUSES), 0.0)
    return value + (_STOP_BEFORE_QUOTE if after[:1] in ("”", "’") else 0.0)


def _clause(characters: Iterable[str], edges: frozenset[str]) -> int:
    """Return how many characters stand before the next mark, counting no further than clauses may be called short."""
    length = 0
    for character in characters:
        if character in edges or length > _LONGEST_SHORT_CLAUSE:
            break
        length += 1
    return length
