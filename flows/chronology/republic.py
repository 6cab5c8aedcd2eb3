"""The Republic's years where 民國 is left out: whether a document counts by them, and which of its numbers they are.

Not for 民國108年, which says so itself: readers know the eras.
"""

import re
from collections.abc import Iterable
from datetime import date

from flows.chronology import words
from flows.chronology.expressions import Expression, Point
from flows.chronology.marks import number
from flows.chronology.parts import Aside, Part

_LAST_ON_THE_MAINLAND = 38
_NEAR = 12
_REACH = 70
_LIFETIME = 40
_ERA = re.compile("民[国國] ?([0-9]{2,3}|[一二三四五六七八九十百〇○零]{2,5})[ ]?年")
_NARROWED = re.compile(
    "(1(?<![0-9.,]1)[0-9]{2})(?:[ ]?年(?:[0-9]{1,2}[ ]?月|[第一二三四1-4]{1,2}季|度|底|元旦)|/[01]?[0-9]/[0-3]?[0-9])"
)
_COMMON = re.compile("[12](?<![0-9][12])[09][0-9]{2}[ ]?年")
_YEAR = re.compile("(?:[0-9]{2,3}|[一二三四五六七八九〇○零]{3})[ ]?年")
_OPENS = re.compile(r"(?:^|[，。；：、！？（(「“『\s于在自至到从由和与及或比较])$")
_COUNTS = "近满达逾约共长历超过第每立办足"
_LASTS = re.compile(r"的?(?:历史|时间|光阴|岁月)|[多余来间内前后]|以[内上下]|之久|过去|如一|磨|有期|期|[）)]?[~～-]")


def first_year() -> int:
    """Return the year of the common era before the Republic's first: 108 years behind it lies 2019."""
    return words.eras()["民国"] - 1


def shown(texts: Iterable[str], published: date | None) -> bool:
    """Tell whether a document counts its years by the Republic: it names one after 1949, or one near its own.

    A body of Taiwan says so too, where no year of the common era is written. The texts are as written, in any script.

    >>> shown(["行政院編列97年度預算"], date(2009, 1, 5)), shown(["全市97年度預算"], date(2009, 1, 5))
    (True, False)
    """
    text = "\n".join(texts)
    if any(number(found.group(1)) > _LAST_ON_THE_MAINLAND for found in _ERA.finditer(text)):
        return True
    years = [int(found.group(1)) + first_year() for found in _NARROWED.finditer(text)]
    if published and any(abs(year - published.year) <= _NEAR for year in years):
        return True
    return not _COMMON.search(text) and any(word in text for word in words.by_role("republic"))


def reread(text: str, items: list[Expression | Aside], published: date | None) -> list[Expression | Aside]:
    """Return `items` with the years of the Republic that were set aside as lengths of time: 106年為127萬人."""
    return [_year(text, item, published) if isinstance(item, Aside) else item for item in items]


def _year(text: str, item: Aside, published: date | None) -> Expression | Aside:
    if item.reason != "duration" or published is None or not _YEAR.fullmatch(text, item.start, item.end):
        return item
    count = number(text[item.start : item.end])
    ahead = first_year() + count - published.year
    before = text[max(0, item.start - 1) : item.start]
    since = text.startswith("以来", item.end) and text[item.start].isdigit() and abs(ahead) <= _LIFETIME
    sure = ((count >= 100 and abs(ahead) <= _NEAR) or since) and before not in _COUNTS
    if not (sure or _OPENS.search(before)) or _LASTS.match(text, item.end) or not -_REACH <= ahead <= _NEAR:
        return item
    part = Part("year", item.start, item.end, count, name="short")
    return Expression(Point((part,), item.start, item.end), None)
