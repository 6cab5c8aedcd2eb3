"""Kinds of words, such as nouns, verbs and names of places: which kind follows which, and which comes back on a page.

What is known of words that no table has seen side by side, in seeds/lexicon/kinds.txt; tests/tools/count_pairs.py makes
the file from running text. The kinds are those of jieba's dictionary. Not for single words: flows.restore.pairs.
"""

import math
from dataclasses import dataclass
from functools import cache

from flows import lexicon
from flows.restore.likelihood import kind_of

# Counts as small as this say little about two kinds side by side, or about a kind that stands alone.
_FEW, _FEW_ALONE = 5.0, 20.0
# What a kind that is hardly ever counted has: a word in two stands alone where four in five would by chance.
_ALONE_AT_ALL, _BY_CHANCE = 0.5, 0.8


@dataclass(frozen=True, slots=True)
class _Kind:
    """What was counted of a kind of words."""

    whole: int
    alone: int
    by_chance: int
    """How many would stand alone if it were all the same on which page they are."""
    followers: dict[str, int]


class Lifts(dict[str, float]):
    """By how much, in natural logarithms, each kind is likelier behind one kind than elsewhere."""

    def __init__(self, one: str) -> None:
        """Take the kind in front."""
        super().__init__()
        self._one = _counted()[0].get(one)

    def __missing__(self, other: str) -> float:
        _, total, following = _counted()
        one = self._one
        counted, expected = (
            (one.followers.get(other, 0), one.whole * following.get(other, 0) / total) if one else (0, 0)
        )
        self[other] = math.log((counted + _FEW) / (expected + _FEW))
        return self[other]


@cache
def behind(one: str) -> Lifts:
    """Return how likely each kind is behind the kind `one`.

    >>> behind(kind("起点"))[kind("上")] > 0 > behind(kind("起点"))[kind("上海")]
    True
    """
    return Lifts(one)


@cache
def alone(word: str) -> float:
    """Return by how much, in natural logarithms, a page that has `word` nowhere else is less likely to have it here.

    What a page speaks of it names again, place names above all; words that only join others come as they come.

    >>> alone("上海") < alone("但是") < 0
    True
    """
    known = _counted()[0].get(kind(word))
    one, chance = (known.alone, known.by_chance) if known else (0, 0)
    return math.log((one + _FEW_ALONE * _ALONE_AT_ALL) / (chance + _FEW_ALONE * _BY_CHANCE))


@cache
def kind(word: str) -> str:
    """Return the kind of a folded word; what is neither a word nor Chinese is a kind of its own.

    >>> kind("上海"), kind("，")
    ('ns', '，')
    """
    return kind_of(word) or ("x" if "一" <= word[0] <= "鿿" else word)


@cache
def _counted() -> tuple[dict[str, _Kind], int, dict[str, int]]:
    """Return each kind, the count of all, and how often each stands behind some other."""
    kinds: dict[str, _Kind] = {}
    following: dict[str, int] = {}
    for line in lexicon.words("kinds"):
        name, whole, one, chance, *cells = line.split()
        followers = dict(zip(cells[::2], map(int, cells[1::2]), strict=True))
        kinds[name] = _Kind(int(whole), int(one), int(chance), followers)
        for other, count in followers.items():
            following[other] = following.get(other, 0) + count
    return kinds, sum(one.whole for one in kinds.values()), following
