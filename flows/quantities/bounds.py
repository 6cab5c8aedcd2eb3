"""How exact a figure is: the words beside it, and the interval that they allow.

Not for what lies within the numeral (3000多, 数百): runs.py reads that.
"""

import re
from decimal import Decimal
from functools import cache

from flows import lexicon
from flows.quantities.units import unit_at

_OF = re.compile(
    "(不到|不足|不及|未达|接近|约占|(?:不[得应能可宜会]?)?(?:低于|少于|高于|超过))[^，。；、：,;:]{1,16}的$"
)
_COMPARED = re.compile(
    "(?<![不得应能可宜会])[高低]于[^，。；、：,;:]{0,14}"
    "(?:[年月季期度均]|水平|前值|全[国省市区]|世界|全球|预[期测计定]|[制设确]定|公布|提出)的$"
)
"""What a share is compared with, which sets no bound to it: 低于上年的6.9% is not less than 6.9 %."""
_REACH = 24
_REACH_THROUGH = 11
_BEGINS_FAR = re.compile("[至最起少充顶大约每]")
_NO_ADVERB = "谈定束见会稿请法旦翰期好战的瑟而为"
"""What makes a word with 约 in front that says nothing of a number: 约谈, 约定."""
_NUMERALS = "零〇一二两三四五六七八九十百千万亿几数"
Interval = tuple[Decimal | None, Decimal | None]


@cache
def _words(place: str) -> dict[str, list[tuple[str, str]]]:
    """Return word and bound by the character that touches the figure, longest first."""
    words: dict[str, list[tuple[str, str]]] = {}
    for row in lexicon.rows("qualifiers"):
        if row["place"] == place:
            words.setdefault(row["word"][-1 if place == "before" else 0], []).append((row["word"], row["bound"]))
    for entries in words.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return words


def bound_before(text: str, start: int) -> tuple[str, int]:
    """Return the bound that the words in front of `start` give ('' if none) and where they begin.

    >>> bound_before("占地约5亩", 3), bound_before("最近3天", 2)
    (('about', 2), ('exact', 0))
    """
    at = start
    while at and text[at - 1] in " \u3000":
        at -= 1
    for word, bound in _words("before").get(text[at - 1 : at], ()):
        if text.endswith(word, 0, at):
            return bound, at - len(word)
    return "", start


@cache
def _far() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of the words that qualify a number through a verb, and their bounds."""
    bounds = {row["word"]: row["bound"] for row in lexicon.rows("qualifiers") if row["place"] == "far"}
    word = rf"(?:(?![{_NUMERALS}])[一-龥])"
    return re.compile(f"({'|'.join(bounds)})(?![的时者达率]){word}{{1,8}}$|约(?![{_NO_ADVERB}]){word}{{1,6}}$"), bounds


def bound_through(text: str, start: int) -> str:
    """Return the bound that a word gives the number at `start` through the verb between them; '' if none does.

    >>> bound_through("至少需要5名", 4), bound_through("约增长5%", 3), bound_through("人数最多的5个", 5)
    ('at_least', 'about', '')
    """
    low = max(0, start - _REACH_THROUGH)
    if not _BEGINS_FAR.search(text, low, start):
        return ""
    every = text.rfind("每", low, start)
    if every > 0 and (unit := unit_at(text, every + 1)) and every + 1 + len(unit.written) == start:
        return bound_before(text, every)[0]  # 跌破每盎司280美元
    pattern, bounds = _far()
    found = pattern.search(text, low, start)
    if found is None or found.group(1):
        return bounds[found.group(1)] if found else ""
    bound = bound_before(text, found.start() + 1)[0]  # 节约 is no 约
    return bound if bound == "about" else ""


def bound_of_share(text: str, start: int) -> str:
    """Return the bound that a verb gives a share through what it is a share of; '' if none does.

    >>> bound_of_share("不及对手的三分之一", 5), bound_of_share("对手的三分之一", 3)
    ('less_than', '')
    >>> bound_of_share("低于上年的6.9%", 5), bound_of_share("低于总额的6.9%", 5)
    ('', 'less_than')
    """
    head = text[max(0, start - _REACH) : start]
    found = None if _COMPARED.search(head) else _OF.search(head)
    return bound_before(found.group(1), len(found.group(1)))[0] if found else ""


def bound_after(text: str, end: int) -> tuple[str, int]:
    """Return the bound that the words behind `end` give ('' if none) and where they end.

    >>> bound_after("20层以上高层", 3)
    ('at_least', 5)
    """
    for word, bound in _words("after").get(text[end : end + 1], ()):
        if text.startswith(word, end):
            return bound, end + len(word)
    return "", end


def interval(value: Decimal, bound: str) -> Interval:
    """Return the lowest and highest value that `bound` allows, None where it is open.

    >>> interval(Decimal(5), "less_than"), interval(Decimal(5), "about")
    ((None, Decimal('5')), (None, None))
    """
    if bound == "exact":
        return value, value
    if bound in ("more_than", "at_least"):
        return value, None
    if bound in ("less_than", "at_most"):
        return None, value
    return None, None
