"""What a figure counts or measures, as written: the noun behind a classifier, or the one in front of verb and number.

Told by the words of seeds/lexicon/subjects.csv, without segmentation; where they do not tell, there is no subject.
"""

import re
from dataclasses import dataclass
from functools import cache

from flows import lexicon
from flows.quantities.units import Unit

Span = tuple[int, int]

_REACH = 40
_BEHIND = 16
_LONGEST_UNKNOWN = 6
_STRETCH = re.compile(r"[一-龥A-Za-z0-9、·/%（）]*$")
_AFTER = re.compile(rf"[一-龥A-Za-z0-9]{{1,{_BEHIND}}}")
_BLANKS = " \u3000"
_DATED = re.compile(r"(?:(?:[一二]季度|[上下]半年|[0-9]{1,2}月|年?底|年?末|年?初)|(?:比|较)?[0-9]{4}年(?:度)?的?)+$")
_ALONE = frozenset(("人", "人次", "人口", "家次", "户次", "班次", "架次", "口人", "个人", "人份"))
_UNCOUNTED = frozenset(("time", "building_floor", "point", "grade", "line"))
_BULK = frozenset(("length", "area", "mass", "volume", "power", "voltage"))
_DURATION = frozenset(("时长", "工期", "时间", "期限", "天数", "寿命", "年龄", "学时"))
_TAKES = frozenset(("head", "quantity", "inside", "deed", "unknown"))
_NOUNS = frozenset(("head", "quantity"))


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    role: str


@cache
def _roles() -> dict[str, list[tuple[str, str]]]:
    """Return words and their roles by first character, longest first."""
    roles = {row["word"]: "verb" for row in lexicon.rows("changes")}
    roles |= {row["unit"]: "head" for row in lexicon.rows("units") if row["use"] == "noun" and row["unit"][0] != "~"}
    roles |= {row["word"]: row["role"] for row in lexicon.rows("subjects")}
    words: dict[str, list[tuple[str, str]]] = {}
    for word, role in roles.items():
        words.setdefault(word[0], []).append((word, role))
    for entries in words.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return words


def _words(text: str, start: int, end: int) -> list[_Word]:
    """Cut a stretch into the words of the lexicon, the longest first, and single characters that are unknown."""
    roles, words = _roles(), []
    while start < end:
        for word, role in roles.get(text[start], ()):
            if text.startswith(word, start) and start + len(word) <= end:
                words.append(_Word(start, start + len(word), role))
                break
        else:
            words.append(_Word(start, start + 1, "unknown"))
        start = words[-1].end
    return words


def subject_behind(text: str, end: int) -> Span | None:
    """Return the noun that begins at `end`, behind a classifier.

    >>> text = "9.9万名干部下沉社区"
    >>> text[slice(*subject_behind(text, 5))]
    '干部'
    """
    stretch = _AFTER.match(text, end)
    if stretch is None:
        return None
    known, at = end, end
    for word in _words(text, end, stretch.end()):
        if word.role not in _TAKES or (word.role == "deed" and known > end):
            break
        at = word.end
        known = at if word.role in _NOUNS else known
    if known > end:
        return end, known
    cut = at < stretch.end() or stretch.end() - end < _BEHIND
    return (end, at) if cut and 2 <= at - end <= _LONGEST_UNKNOWN else None


def subject_before(text: str, start: int, end: int) -> tuple[Span | None, bool]:
    """Return the noun that ends the stretch before a number, and whether nothing stands there that names a new one.

    >>> text = "京津冀等领域融资余额首次突破"
    >>> text[slice(*subject_before(text, 0, len(text))[0])]
    '融资余额'
    """
    end = _trim(text, start, end)
    begin = max(start, end - _REACH)
    whole = _STRETCH.search(text, begin, end)
    begin = whole.start() if whole else end
    words = _words(text, begin, end)
    stated = len(words)
    words = _without_verbs(text, words)
    if not words:
        return None, begin == start
    return _noun(text, words, stated > len(words), begin > max(start, end - _REACH) or begin == start), False


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1] in _BLANKS:
        end -= 1
    return end


def _without_verbs(text: str, words: list[_Word]) -> list[_Word]:
    """Return `words` without the verbs, adverbs and dates between the noun and its number."""
    while words:
        last = words[-1]
        dated = _DATED.search(text, words[0].start, last.end) if text[last.end - 1] in "年的度月底末初" else None
        if dated:
            words = [word for word in words if word.end <= dated.start()]
        elif last.role in ("verb", "lead"):
            words = words[:-1]
        else:
            break
    return words


def _noun(text: str, words: list[_Word], stated: bool, bounded: bool) -> Span | None:
    """Return the noun at the end of `words`; None where they do not tell where it begins or that it is one."""
    last = words[-1]
    if last.role not in _TAKES or (last.role == "deed" and not stated):
        return None
    first, index = last.start, len(words) - 1
    quantity = last.role in ("quantity", "deed")
    while index >= 0:
        word = words[index]
        takes = word.role in _TAKES and (word.role != "deed" or quantity)
        if not takes and not (word.role == "link" and index and words[index - 1].role in _TAKES):
            break
        quantity = word.role == "deed" or word.role == "quantity" or (quantity and word.role == "inside")
        first, index = word.start, index - 1
    if index >= 0 and words[index].role == "prep":
        return None
    if index < 0 and not bounded:
        return None
    named = last.role in _NOUNS
    if not named and last.end - first > (2 * _LONGEST_UNKNOWN if stated else _LONGEST_UNKNOWN):
        return None
    if last.end - first < 2 or (not named and not stated and any(w.role in _NOUNS for w in words[index + 1 :])):
        return None
    return first, last.end


def subject_of(text: str, floor: int, start: int, end: int, unit: Unit) -> tuple[Span | None, bool]:
    """Return the extent of the words for what a figure counts, and whether it shares the subject of the one before.

    `floor` is where its clause begins, or the figure in front of it ends; `start` where the words that qualify it begin.
    """
    if unit.use == "noun":
        return (end - len(unit.written), end), False
    counts = unit.dimension == "count" and unit.canonical not in _UNCOUNTED
    if counts and unit.written not in _ALONE and (behind := subject_behind(text, end)):
        return behind, False
    before, none = subject_before(text, floor, start)
    if unit.dimension in ("time", "age") or unit.canonical in _UNCOUNTED:
        lasting = before is not None and any(text.endswith(word, *before) for word in _DURATION)
        return (before if lasting else None), False
    if before or not none:
        return before, False
    if unit.dimension in _BULK and (behind := subject_behind(text, end + text.startswith("的", end))):
        return behind, False
    if unit.dimension == "ratio" and floor == start and text.startswith("的", end):
        return subject_behind(text, end + 1), False
    return None, True
