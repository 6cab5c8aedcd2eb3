"""The words that a paragraph is about, by TF-IDF with jieba's table and the project's own words.

Not for names: flows.terms tells what a word stands for.
"""

import re
from collections import Counter
from functools import cache
from operator import mul

from flows import lexicon, words
from flows.restore.script import simplify

_WORD = re.compile(r"[A-Za-z\u3400-\u9fff]{2,}")
_NUMERAL = re.compile(r"[第数几]?[〇零一二三四五六七八九十百千万亿两几数半点余多]+[个次届名年月日天项条位家元]*")


@cache
def _stop_words() -> frozenset[str]:
    return frozenset(lexicon.words("stopwords"))


def _weight(word: str) -> float:
    """Return how much `word` tells each time that it is said; nothing for words that are no keywords."""
    if word.lower() in _stop_words() or not _WORD.fullmatch(word) or _NUMERAL.fullmatch(word):
        return 0.0
    rarity, middle = words.rarity()
    return rarity.get(word, middle)


_WEIGHTS = words.Remembered(_weight)


def keywords(text: str, count: int = 5) -> list[str]:
    """Return at most `count` keywords of `text` in simplified script, the weightiest first.

    Equal weights stand in the order in which the words first appear.

    >>> keywords("推進垃圾分類,垃圾分類靠大家", 2)
    ['垃圾分类']
    >>> keywords("2020年,第三次")
    []
    """
    weight = _WEIGHTS.__getitem__
    telling = Counter(filter(weight, words.in_order(simplify(text))))
    weights = dict(zip(telling, map(mul, telling.values(), map(weight, telling)), strict=True))
    return sorted(weights, key=weights.__getitem__, reverse=True)[:count]
