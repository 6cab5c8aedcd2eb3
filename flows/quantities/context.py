"""What the words around a figure say of it: increase or decrease, per what, in which sentence.

Not for the figure's own words (number, unit, bound), nor for what it counts: subjects.py.
"""

import re
from bisect import bisect_left, bisect_right
from functools import cache

from flows import lexicon
from flows.quantities.runs import RUN
from flows.quantities.units import unit_at

_CLAUSE_MARK = re.compile(r"[。！？；，,;!?\n：:.](?:(?<!\.)|(?<=\D\.)(?!\d))")
"""A mark that ends a clause; no decimal point, and no point that begins the text."""

_SENTENCE_MARK = re.compile(r"[。！？；\n!?;](?:[”’」』）)]+|(?<![!?;])|(?![A-Za-z0-9]))")
"""A mark that ends a sentence; none within a Latin word or an address (a?b=1)."""

_FILLERS = "了约仅近超过逾达均分别各都共又再将已也就至少幅度额率同比每年月户人 不到足"
_FAR = 12
_COPULAS = frozenset(("为", "是", "达", "达到"))
_ADVERBS = frozenset("仅只均都也则各约高更分别")
_NO_PERIOD = "0-9０-９零〇一二三四五六七八九十几数两今当本昨前后去明上下全半每整近多同次往节假生历"
"""What stands in front of 年, 月 and 日 where they are part of a date or of another word (2015年产值, 全年产量)."""
_LONGEST_CLAUSE = 80
_LONGEST_SENTENCE = 600
_STEP = _LONGEST_SENTENCE // 2
_THAN = re.compile(r"[比较]|按[年月季]")
_FROM = re.compile("[由从][^，。；！？,;]*$")
_STOPS = frozenset("、和的及与对")


class Breaks:
    """Where the clauses and sentences of one text end; found once, asked for every figure."""

    __slots__ = ("_clauses", "_index", "_last", "_sentences")

    def __init__(self, text: str) -> None:
        self._index, self._last = (0, -1), ""
        self._clauses = [0, *map(re.Match.end, _CLAUSE_MARK.finditer(text))]
        self._sentences = [0, *map(re.Match.end, _SENTENCE_MARK.finditer(text))]

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
    none: list[tuple[str, str, str]] = []
    return dict.fromkeys(_STOPS, none) | words  # so that one look-up tells whether a character matters


@cache
def _change_words(first: str) -> tuple[str, ...]:
    """Return the words of change of two characters or more that begin with `first`."""
    return tuple(row["word"] for row in lexicon.rows("changes") if len(row["word"]) > 1 and row["word"][:1] == first)


def changes_at(text: str, at: int) -> tuple[str, ...]:
    """Return the words of change, of two characters or more, that begin with the character at `at`.

    >>> "降至" in changes_at("降至250万", 0)
    True
    """
    return _change_words(text[at : at + 1])


def change_before(text: str, clause: int, start: int) -> str:
    """Return increase, decrease or none, as the nearest such word between `clause` and `start` says.

    >>> change_before("覆盖率提高到25.2%", 0, 6), change_before("减负511亿元", 0, 2)
    ('none', 'decrease')
    """
    changes, each = _changes(), text[start - 1 : start] == "各"  # 新增机构和学位各1万个
    far = 2 * _FAR if each else _FAR
    for at in range(start, max(clause, start - 24), -1):
        words = changes.get(text[at - 1])
        if words is None:
            continue
        for word, change, reach in words:
            if text.startswith(word, at - len(word)) and at - len(word) >= clause:
                if reach == "than" and not _THAN.search(text, clause, at):
                    continue
                if change == "none" and word in _COPULAS:
                    change = _led(text, clause, at - len(word))
                if (reach == "far" and start - at <= far) or not text[at:start].strip(_FILLERS):
                    return change
        if text[at - 1] in _STOPS and not each:
            break
    return "none"


def _led(text: str, clause: int, at: int) -> str:
    """Return the change told in front of 为 or 达 at `at`: 涨幅分别为, 增长仅为; none in 减少为, where it led to."""
    end = at
    while end > clause and text[end - 1] in _ADVERBS:
        end -= 1
    reached = text.startswith("达", at)
    if end == clause or (end == at and not reached and not _names_growth(text, clause, end)):
        return "none"
    told = (change for word, change, _ in _changes().get(text[end - 1], ()) if _ends(text, clause, end, word))
    return next(told, "none")


def _names_growth(text: str, clause: int, end: int) -> bool:
    """Tell whether the words that end at `end` name a growth: 增长为3%, 降幅为3%; not 由3%增长为5%."""
    return text.endswith(("幅", "幅度", "比例", "增长"), clause, end) and not _FROM.search(
        text, max(end - _FAR - _FAR, 0), end
    )


def _ends(text: str, clause: int, end: int, word: str) -> bool:
    """Tell whether the clause up to `end` ends in `word`, if that is long enough to tell a change: 多达 tells none."""
    return len(word) > 1 and text.endswith(word, clause, end)


def states(text: str, start: int) -> bool:
    """Tell whether a word that names a state, no change, stands right before `start`: 收报29034点.

    >>> states("收报29034点", 2), states("温室3座", 2)
    (True, False)
    """
    words = _changes().get(text[start - 1 : start], ())
    return any(change == "none" and text.endswith(word, 0, start) for word, change, _ in words)


def follows_change(text: str, start: int) -> bool:
    """Tell whether nothing but adverbs stands between `start` and a word of change: 增加约5人, not 新增床位5张.

    >>> follows_change("增加约5人", 3), follows_change("新增床位5张", 4)
    (True, False)
    """
    for at in range(start, max(start - _FAR, 0), -1):
        if any(text.endswith(word, 0, at) for word, _, _ in _changes().get(text[at - 1], ())):
            return True
        if text[at - 1] not in _FILLERS:
            return False
    return False


@cache
def _per_words() -> tuple[dict[str, tuple[str, bool]], re.Pattern[str], re.Pattern[str]]:
    """Return the rows by the names of their groups, the pattern of all, and that of what they begin with (fast)."""
    rows = sorted(lexicon.rows("per"), key=lambda row: len(row["word"]), reverse=True)
    words = {f"_{index}": (row["per"], row["rates"] == "yes") for index, row in enumerate(rows)}
    pattern = "|".join(f"(?P<_{index}>{_per_pattern(row['word'])})" for index, row in enumerate(rows))
    first = "".join(sorted({row["word"][0] for row in rows}))
    return words, re.compile(pattern), re.compile(f"[{first}]")


def _per_pattern(word: str) -> str:
    """Return the pattern of a row: 日~能力 is 日 in front of nouns that end in 能力, but not the 日 of 今日 or 5日."""
    before, mark, after = word.partition("~")
    dated = rf"(?<![{_NO_PERIOD}])" if before[0] in "日月年" else ""
    return dated + re.escape(before) + (rf"(?=[^末初底中内终度均][一-龥]{{0,7}}{re.escape(after)})" if mark else "")


def per_of(text: str, clause: int, start: int, end: int, *, rate: bool = False) -> tuple[int, int] | str:
    """Return what the figure is counted by: the extent of the words that say so, or the words; '' if nothing does.

    >>> per_of("每天的客流量有6万人次", 0, 7, 11)
    (0, 2)
    """
    if text[end : end + 1] == "每" and (unit := unit_at(text, end + 1)):
        return end, end + 1 + len(unit.written)
    every = text.rfind("每", clause, start)
    if every >= 0:
        end = _unit_end(text, every + 1)
        if not end or end > start:
            return ""
        while (further := text.rfind("每", max(clause, every - _FAR), every)) >= 0:
            if _unit_end(text, further + 1) != every:  # 每人每月, 每平方米每天
                break
            every = further
        return every, end
    found = _last_per(text, clause, start)
    if found is None:
        return ""
    per, of_rates = _per_words()[0][found.lastgroup or ""]
    if rate and not of_rates:
        return ""
    return found.span() if found.group() == per else per


def _last_per(text: str, start: int, end: int) -> re.Match[str] | None:
    _, pattern, first = _per_words()
    found = None
    while hint := first.search(text, start, end):
        here = pattern.match(text, hint.start(), end)
        found, start = here or found, (here or hint).end()
    return found


def _unit_end(text: str, start: int) -> int:
    """Return where a unit ends that stands at `start`, with a number in front of it or without; 0 if none does."""
    run = RUN.match(text, start)
    at = run.end() if run else start
    if text.startswith(_change_words(text[at : at + 1]), at):
        return 0  # 每升高10 mmHg counts by no litre
    unit = unit_at(text, at)
    if unit:
        return at + len(unit.written)
    return at + 1 if text[at : at + 1] in ("月", "季", "生") else 0
