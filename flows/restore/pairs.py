"""Which word follows which: the evidence of the words next to a lost character, in seeds/lexicon/pairs.txt.

Not for where words begin and end, which the dictionary says (flows.restore.likelihood). tests/tools/count_pairs.py
makes the file from running text.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from flows import lexicon
from flows.restore.kinds import Lifts, behind, kind
from flows.restore.likelihood import score
from flows.restore.script import simplify

EDGE, BLANK = "↵", "␣"
"""Stand for the end of a line and for a blank of any width."""

_ONE_DIGIT, _ONE_LETTER = "0", "A"
_MARKS = dict(zip("!#,:;?()", "！＃，：；？（）", strict=True))
_FOLDED = str.maketrans(
    dict.fromkeys("0123456789０１２３４５６７８９", _ONE_DIGIT)
    | dict.fromkeys("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", _ONE_LETTER)
    | _MARKS
    | {"\n": EDGE, " ": BLANK, "\u3000": BLANK, "\t": BLANK}
)

# How much of a pair's count is held back for pairs that were never seen, and how much trust running text has over the
# dictionary in how frequent a word is.
_HELD_BACK = 0.5
_TRUST = 0.3

# How much seldomer than chance has it a word of one character follows itself, in natural logarithms, where that was not
# counted: in 2.4 million words it was 300 times, not 9,100 times.
_AGAIN = -3.4


def fold(text: str) -> str:
    """Return `text` as pairs are counted: simplified, marks wide, a digit, a letter and a blank as good as another.

    >>> fold("經濟, 3.5 GDP")
    '经济，␣0.0␣AAA'
    """
    return simplify(text).translate(_FOLDED)


@dataclass(frozen=True, slots=True)
class Followers:
    """What follows a word: how often each was counted, of `whole`."""

    counts: Mapping[str, str]
    whole: int
    unseen: float
    """The natural logarithm of the share of all that were not counted."""
    kinds: Lifts


@lru_cache(maxsize=2**16)
def followers(word: str) -> Followers:
    """Return what follows `word`, which is folded; of a word that was hardly ever seen only its kind is known."""
    line, kinds = _lines().get(word), behind(kind(word))
    if line is None:
        return Followers({}, 1, 0.0, kinds)
    total, *cells = line.split()
    counts = dict(zip(cells[::2], cells[1::2], strict=True))
    others = int(total) - sum(map(int, counts.values())) + _HELD_BACK * len(counts) + 1
    return Followers(counts, int(total) + 1, math.log(others / (int(total) + 1)), kinds)


def follows(word: str, after: str) -> float:
    """Return the natural logarithm of how often `after` stands behind `word`, both folded words.

    >>> follows("保护", "环境") > follows("保护", "海")
    True
    """
    known = followers(word)
    unseen = known.unseen + share(after) + known.kinds[kind(after)]
    count = known.counts.get(after)
    if word == after and "一" <= word <= "鿿" and count is None:
        return unseen + _AGAIN
    return unseen if count is None else math.log((int(count) - _HELD_BACK) / known.whole + math.exp(unseen))


@lru_cache(maxsize=2**17)
def share(word: str) -> float:
    """Return the natural logarithm of how often `word`, folded, stands in text, whatever is in front of it."""
    line = _lines().get(word)
    counted = int(line.split(maxsplit=1)[0]) / _total() if line else 0.0
    if "一" <= word[0] <= "鿿":
        return math.log(_TRUST * counted + (1 - _TRUST) * math.exp(score(word)))
    return math.log(counted) if counted else score(word)


@cache
def _lines() -> dict[str, str]:
    """Return each word's line of the file, without the word; a line is read when its word is asked for."""
    return dict(line.split(" ", 1) for line in lexicon.words("pairs"))


@cache
def _total() -> int:
    return sum(int(line.split(maxsplit=1)[0]) for line in _lines().values())
