"""What the words around a figure say of it: increase or decrease, per what, in which sentence.

Not for the figure's own words (number, unit, bound), nor for what it counts: subjects.py.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache

from flows import lexicon
from flows.quantities.runs import RUN
from flows.quantities.units import unit_at

_CLAUSE_MARK = re.compile(r"[。！？；，,;!?\n：:.]")
_SENTENCE_MARK = re.compile(r"[。！？；\n!?;][”’」』）)]*")
_WORDY = re.compile(r"[A-Za-z0-9]")
_FILLERS = "了约近超过逾达均分别各都共又再将已也就至少幅度额率同比每年月户人 不到足"
_FAR = 12
_LONGEST_CLAUSE = 80
_LONGEST_SENTENCE = 600
_STEP = _LONGEST_SENTENCE // 2
_THAN = re.compile(r"[比较]")
_STOPS = re.compile(r"[、和的及与对]")


def _is_point(text: str, mark: re.Match[str]) -> bool:
    """Tell a decimal point, and a point that begins the text, from a full stop."""
    if mark.group() != ".":
        return False
    at = mark.start()
    return not at or text[at - 1].isdecimal() or text[at + 1 : at + 2].isdecimal()


def _is_inner(text: str, mark: re.Match[str]) -> bool:
    """Tell a mark within a Latin word or an address (a?b=1) from one that ends a sentence."""
    return mark.group() in ("!", "?", ";") and _WORDY.match(text, mark.end()) is not None


class Breaks:
    """Where the clauses and sentences of one text end; found once, asked for every figure."""

    __slots__ = ("_clauses", "_index", "_last", "_sentences")

    def __init__(self, text: str) -> None:
        self._index, self._last = (0, -1), ""
        self._clauses = [0, *(mark.end() for mark in _CLAUSE_MARK.finditer(text) if not _is_point(text, mark))]
        self._sentences = [0, *(mark.end() for mark in _SENTENCE_MARK.finditer(text) if not _is_inner(text, mark))]

    def clause_start(self, at: int) -> int:
        """Return where the clause that holds `at` begins, or the last stretch of it that can matter."""
        return max(self._clauses[bisect_right(self._clauses, at) - 1], at - _LONGEST_CLAUSE)

    def sentence(self, text: str, at: int) -> str:
        """Return the sentence of `text`, the same text in its own script, that holds `at`, blanks stripped.

        Of a sentence that nobody can have written as one (a table, a list without a stop) it is the clauses around.
        """
        index = bisect_right(self._sentences, at)
        start, end = self._sentences[index - 1], self._sentences[index] if index < len(self._sentences) else len(text)
        step = (at - start) // _STEP if end - start > _LONGEST_SENTENCE else -1
        if (index, step) != self._index:
            if step >= 0:
                start, end = self._around(start, start + step * _STEP, end)
            self._index, self._last = (index, step), text[start:end].strip()
        return self._last

    def _around(self, start: int, at: int, end: int) -> tuple[int, int]:
        """Return where the clauses begin and end that stand around the step of an endless sentence beginning at `at`.

        Figures of one step share them: one string for all, or a text without a stop would fill the memory.
        """
        first, last, clauses = max(start, at - _STEP // 2), min(end, at + 3 * _STEP // 2), self._clauses
        begin = clauses[min(bisect_left(clauses, first), len(clauses) - 1)]
        close = clauses[bisect_right(clauses, last) - 1]
        return begin if start <= begin <= at else first, close if close >= at + _STEP else last


@cache
def _changes() -> dict[str, list[tuple[str, str, str]]]:
    words: dict[str, list[tuple[str, str, str]]] = {}
    for row in lexicon.rows("changes"):
        words.setdefault(row["word"][-1], []).append((row["word"], row["change"], row["reach"]))
    for entries in words.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return words


def change_before(text: str, clause: int, start: int) -> str:
    """Return increase, decrease or none, as the nearest such word between `clause` and `start` says.

    >>> change_before("覆盖率提高到25.2%", 0, 6), change_before("减负511亿元", 0, 2)
    ('none', 'decrease')
    """
    changes = _changes()
    for at in range(start, max(clause, start - 24), -1):
        for word, change, reach in changes.get(text[at - 1], ()):
            if text.startswith(word, at - len(word)) and at - len(word) >= clause:
                between = text[at:start]
                if reach == "than" and not _THAN.search(text, clause, at):
                    continue
                if not between.strip(_FILLERS) or (
                    reach == "far" and len(between) <= _FAR and not _STOPS.search(between)
                ):
                    return change
    return "none"


@cache
def _per_words() -> tuple[dict[str, tuple[str, bool]], re.Pattern[str]]:
    words = {row["word"]: (row["per"], row["rates"] == "yes") for row in lexicon.rows("per")}
    return words, re.compile("|".join(sorted(map(re.escape, words), key=len, reverse=True)))


def per_of(text: str, clause: int, start: int, end: int, *, rate: bool = False) -> tuple[int, int] | str:
    """Return what the figure is counted by: the extent of the words that say so, or the words; '' if nothing does.

    >>> per_of("每天的客流量有6万人次", 0, 7, 11)
    (0, 2)
    """
    if text[end : end + 1] in ("/", "／", "每") and (unit := unit_at(text, end + 1)):
        return end, end + 1 + len(unit.written)
    every = text.rfind("每", clause, start)
    if every >= 0:
        run = RUN.match(text, every + 1)
        skip = run.end() if run else every + 1
        unit = unit_at(text, skip)
        length = len(unit.written) if unit else 1 if text[skip] in "月季" else 0
        further = text.rfind("每", max(clause, every - 3), every)  # 每人每月
        return (further if further >= 0 else every, skip + length) if length and skip <= start else ""
    words, pattern = _per_words()
    found = list(pattern.finditer(text, clause, start))
    if not found:
        return ""
    per, of_rates = words[found[-1].group()]
    if rate and not of_rates:
        return ""
    return found[-1].span() if found[-1].group() == per else per
