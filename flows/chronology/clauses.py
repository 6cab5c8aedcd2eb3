"""Sentences and clauses of a paragraph, as offsets; and whether a clause looks ahead.

Not for grammar beyond marks of punctuation.
"""

import re

from flows.chronology import words

_SENTENCE_END = re.compile(r"[。！？!?…\n]+[”’」』）)]*")
_CLAUSE_MARKS = "，,。！？!?；;：:\n"
_CLAUSE_END = re.compile(f"[{_CLAUSE_MARKS}]")
_REACH = 300
"""No clause is longer: text without any punctuation must not be read again for each of its dates."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of `text`; nothing between them is lost.

    >>> sentences("甲。“乙！”丙")
    [(0, 2), (2, 6), (6, 7)]
    """
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return list(zip([0, *ends[:-1]], ends, strict=True))


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the clause, between commas, that holds `start`:`end`, without its closing mark."""
    window = max(0, start - _REACH)
    first = max(text.rfind(mark, window, start) for mark in _CLAUSE_MARKS) + 1 or window
    return first, _clause_end(text, end)


def _clause_end(text: str, start: int) -> int:
    closing = _CLAUSE_END.search(text, start, start + _REACH)
    return closing.start() if closing else min(len(text), start + _REACH)


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Tell whether the clause of `start`:`end` speaks of the future; a clause that is only a date lends from the next.

    >>> looks_ahead("我将于7月4日到达", 3, 7), looks_ahead("7月4日到达", 0, 4), looks_ahead("6月底，预计完成", 0, 3)
    (True, False, True)
    """
    first, last = clause(text, start, end)
    if last - end <= 1 and last < len(text) and text[last] in "，,":
        last = _clause_end(text, last + 1)
    spoken = text[first:last]
    return words.future().search(spoken) is not None or text[max(0, start - 1) : start] == "将"
