"""Sentences and clauses of a paragraph, as offsets; and whether a clause looks ahead.

Not for grammar beyond marks of punctuation.
"""

import re

from flows.chronology import words

_SENTENCE_END = re.compile(r"[。！？!?…\n][。！？!?…\n]*[”’」』）)]*")
_CLAUSE_MARKS = "，,。！？!?；;：:\n"
_CLAUSE_BEGIN = re.compile(f"(?s:.*)[{_CLAUSE_MARKS}]")
_SENTENCE_BEGIN = re.compile("(?s:.*)[。！？]")
_CLAUSE_END = re.compile(f"[{_CLAUSE_MARKS}]")
_COMMA = re.compile("[，,]")
_SEMICOLON = re.compile("[；;]")
_DONE = re.compile("[已了曾过]")
_LABEL = re.compile(
    "(?:时间|日期|截止日?|期限|(?:登记|除[权息净]|派息|付息|缴款|兑付|交割|发放|到期|生效)日)"
    "(?:定?[为在是于])?[:：]?[ ]?[自从]?$"
)
"""What stands in front of a day of a timetable: 报名时间：11月10日, 股权登记日为9月20日."""
_FORETOLD = tuple(verb + comma for verb in ("预计", "预测", "预期", "估计", "预估", "预料") for comma in "，,")
_HEARD = re.compile("[^，。；,;]{0,30}(?:获悉|了解到)|[上下中]?[午晚]?[，,]?(?:本报|本刊|本台)?记者(?!节)")
_REACH = 300
"""No clause is longer: text without any punctuation must not be read again for each of its dates."""
_PART = 2000
"""No part between semicolons is longer, for the same reason."""


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the sentences of `text`; nothing between them is lost.

    >>> sentences("甲。“乙！”丙")
    [(0, 2), (2, 6), (6, 7)]
    """
    ends = list(map(re.Match.end, _SENTENCE_END.finditer(text)))
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return list(zip([0, *ends[:-1]], ends, strict=True))


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the clause, between commas, that holds `start`:`end`, without its closing mark."""
    window = max(0, start - _REACH)
    before = _CLAUSE_BEGIN.match(text, window, start)
    return before.end() if before else window, _clause_end(text, end)


def sentence_begin(text: str, first: int, start: int) -> int:
    """Return where the sentence begins that goes on at `start`, 0 when it began before `first`."""
    before = _SENTENCE_BEGIN.match(text, first, start)
    return before.end() if before else 0


def part(text: str, start: int, first: int, last: int) -> tuple[int, int]:
    """Return what a date at `start` governs of the sentence `first`:`last`, which semicolons divide.

    In front, its own part begins. Behind, a date that leads its part governs all that follows, one further on in its
    part only that.

    >>> text = "甲；2011年，乙；丙，年内丁；戊。"
    >>> [text[slice(*part(text, text.index(date), 0, len(text)))] for date in ("2011年", "年内")]
    ['2011年，乙；丙，年内丁；戊。', '丙，年内丁；']
    """
    window = max(first, start - _PART)
    begin = max(text.rfind("；", window, start), text.rfind(";", window, start)) + 1 or first
    if not _COMMA.search(text, begin, start):
        return begin, last
    closing = _SEMICOLON.search(text, start, min(last, start + _PART))
    return begin, closing.end() if closing else last


def _clause_end(text: str, start: int) -> int:
    closing = _CLAUSE_END.search(text, start, start + _REACH)
    return closing.start() if closing else min(len(text), start + _REACH)


def is_planned(text: str, start: int, end: int) -> bool:
    """Tell whether the words behind `start`:`end` in its clause, or a label, name what is scheduled, and not as done.

    >>> is_planned("10月23日零点开售", 0, 6), is_planned("10月23日开售了", 0, 6), is_planned("时间：5月1日", 3, 7)
    (True, False, True)
    """
    if _LABEL.search(text, max(0, start - 12), start):
        return True
    spoken = text[end : _lent_end(text, end)]
    return words.planned().search(spoken) is not None and _DONE.search(spoken) is None


def is_done(text: str, start: int, end: int) -> bool:
    """Tell whether the words behind `start`:`end` tell what was done: 到3月底，已建成5座.

    >>> is_done("到3月底，已建成5座", 0, 4), is_done("到3月底建成5座", 0, 4)
    (True, False)
    """
    return re.search("[已了曾]", text[end : _lent_end(text, end)]) is not None


def _lent_end(text: str, end: int) -> int:
    """Return where the clause behind `end` closes, or the next one when nothing stands behind `end` in its own."""
    last = _clause_end(text, end)
    if last - end <= 1 and last < len(text) and text[last] in "，,":
        return _clause_end(text, last + 1)
    return last


def is_reported(text: str, start: int, end: int) -> bool:
    """Tell whether what is told was heard on the day at `start`:`end`: 记者14日从市政府获悉.

    >>> is_reported("记者14日从市政府获悉", 2, 5), is_reported("公司14日成立", 2, 5)
    (True, False)
    """
    return text.endswith(("记者", "记者于"), 0, start) or _HEARD.match(text, end) is not None


def looks_ahead(text: str, start: int, end: int) -> bool:
    """Tell whether the clause of `start`:`end` speaks of the future; a clause that is only a date lends from the next.

    >>> looks_ahead("我将于7月4日到达", 3, 7), looks_ahead("7月4日到达", 0, 4), looks_ahead("6月底，预计完成", 0, 3)
    (True, False, True)
    """
    first = clause(text, start, end)[0]
    spoken = text[first : _lent_end(text, end)]
    told = text.endswith(_FORETOLD, 0, first)
    return told or words.future().search(spoken) is not None or text[max(0, start - 1) : start] == "将"


def opens_ahead(text: str, first: int, start: int) -> bool:
    """Tell whether the sentence that begins at `first` speaks of the future before `start`."""
    return words.future().search(text, max(first, start - _REACH), start) is not None
