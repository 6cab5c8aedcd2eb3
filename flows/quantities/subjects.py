"""What a figure counts or measures, as written: the noun behind a classifier, or the one in front of verb and number.

Told by the words of seeds/lexicon/subjects.csv, without segmentation; where they do not tell, there is no subject.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from flows import lexicon
from flows.quantities.units import Unit

Span = tuple[int, int]

_REACH = 32
_BEHIND = 16
_LONGEST_UNKNOWN = 6
_BREAK = re.compile(r"[^\w、·/%（）()]|_")
_AFTER = re.compile(rf"[一-龥A-Za-z]{{1,{_BEHIND}}}")
_BLANKS = " \u3000"
_DATED = re.compile(r"(?:(?:[一二]季度|[上下]半年|[0-9]{1,2}月|年?底|年?末|年?初)|(?:比|较)?[0-9]{4}年(?:度)?的?)+$")
_ALONE = frozenset(("人", "人次", "人口", "家次", "户次", "班次", "架次", "口人", "个人", "人份"))
_UNCOUNTED = frozenset(("time", "building_floor", "point", "grade", "line"))
_BULK = frozenset(("length", "area", "mass", "volume", "power", "voltage"))
_LOOSE = frozenset(("count", "length", "area"))
_WEIGHED = frozenset(("mass", "volume"))
_ITEM_ENDS = ("", "、", "，", ",", "；", ";", "。", "\n", " ")
"""What closes an item of a list of goods by weight: 五花肉500克、."""
_DURATION = frozenset(("时长", "工期", "时间", "期限", "天数", "寿命", "年龄", "学时"))
_YEAR = re.compile(
    r"[0-9]{2,4}年(?:度|[0-9]{1,2}月)?|[0-9]{1,2}月|前(?:[0-9]{1,2}|[一二三四五六七八九十两]{1,2})个?(?:月|季度)"
)
_MODEL = re.compile(r"[A-Za-z] (?=[0-9])")
"""Where a blank stands within a name: iPhone 15售价."""
_NUMERALS = re.compile(r"[0-9零〇一二两三四五六七八九十百千万亿半]")
_SUMS = frozenset("共已仅均各有")
_THAN = frozenset("较比")
_COPULAS = frozenset("为是到至由从自")
_TAKES = frozenset(("person", "head", "quantity", "inside", "deed", "unknown"))
_MAKES_NOUN = _TAKES - {"deed"}
_NOUNS = frozenset(("person", "head", "quantity"))


_Word = tuple[int, int, str]
"""Where a word begins and ends, and its role; a plain tuple, for there are ten to each figure."""


@cache
def _roles() -> tuple[dict[str, str], dict[str, list[tuple[str, str]]]]:
    """Return the roles of single characters, and longer words with theirs by their first two, longest first."""
    roles = {row["word"]: "verb" for row in lexicon.rows("changes")}
    nouns = [row for row in lexicon.rows("units") if row["use"] == "noun" and row["unit"][0] != "~"]
    roles |= {row["unit"]: "person" if row["canonical"] == "person" else "head" for row in nouns}
    roles |= {row["word"]: row["role"] for row in lexicon.rows("subjects")}
    longer: dict[str, list[tuple[str, str]]] = {}
    for word in sorted(roles, key=len, reverse=True):
        if len(word) > 1:
            longer.setdefault(word[:2], []).append((word, roles[word]))
    return {word: role for word, role in roles.items() if len(word) == 1}, longer


def _words(text: str, start: int, end: int) -> Iterator[_Word]:
    """Cut a stretch into the words of the lexicon, the longest first, and single characters that are unknown."""
    single, longer = _roles()
    while start < end:
        for word, role in longer.get(text[start : start + 2], ()):
            if text.startswith(word, start, end):
                yield start, start + len(word), role
                start += len(word)
                break
        else:
            yield start, start + 1, single.get(text[start], "unknown")
            start += 1


def subject_behind(text: str, end: int) -> Span | None:
    """Return the noun that begins at `end`, behind a classifier.

    >>> text = "9.9万名干部下沉社区"
    >>> text[slice(*subject_behind(text, 5))]
    '干部'
    """
    stretch = _AFTER.match(text, end)
    if stretch is None:
        return None
    words = _words(text, end, stretch.end())
    noun_end, noun_role, stop, at = 0, "", "", end
    for word in words:
        if not _goes_behind(text, word, end):
            stop = word[2]
            break
        _, at, role = word
        noun_end, noun_role = (at, role) if role in _NOUNS else (noun_end, noun_role)
    if noun_end:
        following = next(words, None) if stop == "deed" else None
        followed = following is not None and following[2] in _NOUNS
        tail = at - noun_end
        return None if followed or (tail and (noun_role != "person" or tail == 1)) else (end, noun_end)
    cut = stop in ("link", "deed")
    whole = stop != "" or not text[stretch.end() : stretch.end() + 1].isalnum()
    named = 2 <= at - end <= _LONGEST_UNKNOWN and not _NUMERALS.search(text, end, at)
    return (end, at) if whole and named and not cut else None


def _goes_behind(text: str, word: _Word, begin: int) -> bool:
    """Tell whether the noun behind a classifier runs over `word`; a verb may only begin it (检测点)."""
    start, _, role = word
    if role in _TAKES:
        return role != "deed" or start == begin
    return start > begin and _weak(text, word)


class _Before(NamedTuple):
    """What stands in front of a number: its noun if it has one, whether a verb ties them, whether nothing is said."""

    noun: Span | None
    stated: bool = False
    silent: bool = False


def _before(text: str, start: int, head: int, number: int, *, loose: bool) -> _Before:
    """Read the stretch from `start` to `head`, where the words that qualify the number at `number` begin.

    `loose` lets a noun that is not in the lexicon count though no verb ties it to the number: 封山育林20万亩.
    """
    end = _trim(text, start, head)
    lowest = max(start, end - _REACH)
    breaks = [found.end() for found in _BREAK.finditer(text, lowest, end)]
    while breaks and breaks[-1] - lowest > 1 and _MODEL.match(text, breaks[-1] - 2):
        breaks.pop()
    begin = breaks[-1] if breaks else lowest
    stretch = list(_words(text, begin, end))
    words = _without_verbs(text, stretch)
    if all(role == "link" for _, _, role in words):
        return _Before(None, silent=begin == start)
    stated = len(stretch) > len(words) or head < number
    bounded = begin == start or begin > lowest
    return _Before(_noun(text, words, stated=stated, bounded=bounded, loose=loose), stated)


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return end


def _without_verbs(text: str, words: list[_Word]) -> list[_Word]:
    """Return `words` without the verbs, adverbs and dates between the noun and its number."""
    while words:
        start, end, role = words[-1]
        dated = _DATED.search(text, words[0][0], end) if text[end - 1] in "年的度月底末初" else None
        if dated:
            words = [word for word in words if word[1] <= dated.start()]
        elif role in ("verb", "lead") or text[start:end] in ("了", "每"):
            words = words[:-1]
        else:
            break
    return words


def _noun(text: str, words: list[_Word], *, stated: bool, bounded: bool, loose: bool) -> Span | None:
    """Return the noun at the end of `words`; None where they do not tell where it begins or that it is one."""
    _, end, role = words[-1]
    if role not in _TAKES or role == "inside" or (role == "deed" and not stated):
        return None
    index = _first(text, words)
    first, _, its_role = words[index]
    if its_role == "link":
        return None
    boundary = words[index - 1] if index else None
    if boundary and text[boundary[0] : boundary[1]] in _THAN and role in _NOUNS:
        before = words[: index - 1]  # 水位较汛限水位低0.35米
        return _noun(text, before, stated=stated, bounded=bounded, loose=loose) if before else None
    if (boundary is None and not bounded) or (boundary and _forbids(text, boundary)):
        return None
    dated = _YEAR.match(text, first, end)
    first = dated.end() if dated else first
    length = end - first
    if role in _NOUNS:
        return (first, end) if length > 1 else None
    if not stated and (not loose or any(each in _NOUNS for _, _, each in words[index:])):
        return None
    longest = 2 * _LONGEST_UNKNOWN if stated and role != "deed" else _LONGEST_UNKNOWN
    return (first, end) if 2 <= length <= longest and not _NUMERALS.search(text, first, end) else None


def _first(text: str, words: list[_Word]) -> int:
    """Return the index of the word with which the noun that ends `words` begins."""
    index, near, following = len(words), False, ""  # near: a quantity is so near that the verb in front belongs to it
    while index:
        role = words[index - 1][2]
        quantity = role == "quantity" or (role == "deed" and (near or not following))
        takes = quantity or role in _MAKES_NOUN or (following and _weak(text, words[index - 1]))
        if not takes and not (role == "link" and index > 1 and words[index - 2][2] in _TAKES):
            break
        near = quantity or (role == "unknown" and following == "quantity")
        index, following = index - 1, role
    while index < len(words) - 1 and _outside(text, words[index], words[index + 1]):
        index += 1
    return index


def _outside(text: str, word: _Word, following: _Word) -> bool:
    """Tell a first character that is none of the noun's: 共, and the 处 of 处货值金额50%的罚款, not of 处级干部."""
    spoken = text[word[0] : word[1]]
    return spoken in _SUMS or (spoken == "处" and following[2] in _NOUNS)


def _weak(text: str, word: _Word) -> bool:
    """Tell a verb or adverb of one character, which within a noun is no more than a character of it (高, 现)."""
    start, end, role = word
    return role in ("verb", "lead") and end - start == 1 and text[start] not in _COPULAS


def _forbids(text: str, boundary: _Word) -> bool:
    """Tell whether what follows `boundary` cannot be what is counted: 为企业减负, 图为成品库."""
    start, end, role = boundary
    return role == "prep" or text[start:end] in _COPULAS


def subject_of(text: str, floor: int, head: int, start: int, end: int, unit: Unit) -> tuple[Span | None, bool]:
    """Return the extent of the words for what a figure counts, and whether it shares that of the figure before.

    `floor` is where its clause begins or the figure in front of it ends, `head` where the words that qualify it begin.

    >>> from flows.quantities.units import unit_at
    >>> text = "累计收治患者345人"
    >>> text[slice(*subject_of(text, 0, 6, 6, 10, unit_at("人", 0))[0])]
    '患者'
    """
    if unit.use == "noun":
        return (end - len(unit.written), end), False
    timed = unit.dimension in ("time", "age") or unit.canonical in _UNCOUNTED
    counts = unit.dimension == "count" and not timed and unit.written not in _ALONE
    if counts and (behind := subject_behind(text, end)):
        return behind, False
    weighed = unit.dimension in _WEIGHED and head == start and text[end : end + 1] in _ITEM_ENDS
    before = _before(text, floor, head, start, loose=weighed or unit.dimension in _LOOSE)
    if timed:
        lasting = before.noun is not None and any(text.endswith(word, *before.noun) for word in _DURATION)
        return (before.noun if lasting else None), False
    bulk = unit.dimension in _BULK
    if bulk and not (before.stated and before.noun):
        if behind := subject_behind(text, end + text.startswith("的", end)):
            return behind, False
        if "一" <= text[end : end + 1] <= "龥":
            return None, False
    if before.noun:
        return before.noun, False
    if unit.dimension == "ratio" and floor == head and text.startswith("的", end):
        return subject_behind(text, end + 1), False
    return None, before.silent and not (counts and _names_more(text, end))


def _names_more(text: str, end: int) -> bool:
    """Tell whether a noun begins at `end`, even if nobody can say where it ends."""
    return "一" <= text[end : end + 1] <= "龥" and next(_words(text, end, min(end + 4, len(text))))[2] in _TAKES
