"""Each token to what it means: a Part, a Bare number waiting for its unit, or an Aside with its reason.

Not for joining parts: see expressions.
"""

import re

from flows.chronology import counted, words, written
from flows.chronology.marks import Reader, Token, aside, at, number, step

WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
_MARKS = '“”"「」『』'
_QUOTES = re.compile(f"[{_MARKS}]+")
_EDGES = {"底": "end", "末": "end", "尾": "end", "终": "end", "初": "begin", "中": "middle"}


def _era(text: str, match: re.Match[str]) -> Token | None:
    name = next(name for name in words.eras() if match.group().startswith(name))
    count = 1 if match.group()[len(name)] == "元" else number(match.group()[len(name) :])
    return at(match, "year", words.eras()[name] + count - 1) if count > 0 else None


def _century(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    if spoken.startswith("公元前"):
        return aside(match, "before the common era")
    if spoken[0] in "上本":
        return at(match, "century", 0, -1 if spoken[0] == "上" else 0, "relative")
    return at(match, "century", number(spoken))


def _decade(text: str, match: re.Match[str]) -> Token | None:
    """Read 80年代, 八十年代 and 八九十年代, which are two."""
    spoken = match.group()
    if number(spoken) >= 1000:
        return at(match, "yeardecade", number(spoken))
    if spoken[0] in "0123456789":
        return at(match, "decade", number(spoken[:2]), number(spoken[:2]))
    ones = spoken[: spoken.index("十")]
    return at(match, "decade", 10 * number(ones[0]), 10 * number(ones[-1]))


def _yearpart(text: str, match: re.Match[str]) -> Token | None:
    return at(match, "yearpart", name=_EDGES.get(match.group()[-1], "whole"))


def _half(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    if "个" in spoken:
        return at(match, "relhalf", step(spoken, "near"))
    return at(match, "half", 1 if spoken[0] in "上前" else 2)


def _quarter(text: str, match: re.Match[str]) -> Token | None:
    which = 1 if match.group().startswith("首") else 4 if match.group().startswith("末") else number(match.group())
    return at(match, "quarter", which) if 1 <= which <= 4 else None


def _season(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group().removeprefix("的")
    which = next(index for index, name in enumerate("春夏秋冬", 1) if name in spoken)
    if spoken[0] in "今去明前":
        return at(match, "relseason", which, step(spoken, "year"))
    return at(match, "season", which)


def _lunar(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group().replace("大年初", "正月初")
    head, _, tail = re.sub("^(?:农历|阴历|旧历)", "", spoken).partition("月")
    name = head.removeprefix("闰")
    month = {"正": 1, "冬": 11, "腊": 12}.get(name) or number(name)
    day = number(tail) if tail else 0
    return at(match, "lunar", -month if head.startswith("闰") else month, day) if 1 <= month <= 12 else None


def _month(text: str, match: re.Match[str]) -> Token | None:
    which = 1 if match.group()[0] == "元" else number(match.group())
    if text.endswith(("连", "逾"), 0, match.start()):
        return aside(match, "duration")
    return at(match, "month", which) if 1 <= which <= 12 else None


def _relmonth(text: str, match: re.Match[str]) -> Token | None:
    return (
        at(match, "contextmonth", 1 if match.group()[0] in "次翌" else 0)
        if match.group()[0] in "当同次翌"
        else at(match, "relmonth", step(match.group(), "near"), name=_same(match.group()))
    )


def _monthpart(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    if spoken[-1] == "旬" and spoken[0] != "月":
        return at(match, "tenth", "上中下".index(spoken[0]) + 1, "上中下".index(spoken[-2]) + 1)
    if spoken.endswith("半月"):
        return at(match, "halfmonth", 1 if spoken[0] == "上" else 2)
    return at(
        match, "monthpart", name={"初": "begin", "底": "end", "末": "last", "内": "whole"}.get(spoken[1], "middle")
    )


def _nthweekday(text: str, match: re.Match[str]) -> Token | None:
    which = -1 if match.group()[0] == "最" else number(match.group())
    return at(match, "nthweekday", which, WEEKDAYS[match.group()[-1]])


def _weekday(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    shift = step(spoken, "near") if spoken[0] in "上下本这今" else 99
    if spoken[-1] in "末日" and spoken.endswith(("末", "双休日")):
        return at(match, "weekend", 0, shift)
    return at(match, "weekday", WEEKDAYS[spoken[-1]], shift)


def _relyear(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    if spoken[0] in "上下":
        return at(match, "contextyear", -1 if spoken[0] == "上" else 1, name=_same(spoken) or "beside")
    return at(match, "relyear", step(spoken, "year"), name=_same(spoken))


def _contextyear(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    if spoken == "同期":
        return None
    opens = not text[: match.start()].strip() or text[match.start() - 1] in "。！？"
    runs = "runs" if opens and spoken[0] in "同次翌" else ""
    return at(match, "contextyear", 0 if spoken[0] in "当同" else 1, name=runs)


def _same(spoken: str) -> str:
    """Tell 去年同期, the same days a year before those just named, from 去年."""
    return "same" if spoken.endswith(("同期", "同月", "同季")) else ""


def _relday(text: str, match: re.Match[str]) -> Token | None:
    return at(match, "relday", step(match.group(), "day"))


def _contextday(text: str, match: re.Match[str]) -> Token | None:
    return at(match, "contextday", 0 if match.group()[0] in "当同" else 1, name="day")


def _several(text: str, match: re.Match[str]) -> Token | None:
    """Read 今明两年 and 明后两天."""
    spoken = match.group()
    unit = "year" if spoken[-1] == "年" else "day"
    named = spoken[:-1].rstrip("两三")
    return at(match, "several", step(named[0], unit), step(named[-1], unit), unit)


def _holiday(text: str, match: re.Match[str]) -> Token | None:
    """Read 中秋节, “十一” and “六一”儿童节, which is named twice."""
    written = _QUOTES.split(match.group().strip(_MARKS))
    name = "".join(written)
    return at(match, "holiday", name=name if name in words.holidays() else written[-1])


def _week(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    return at(match, "week", step(spoken, "near"), name=_same(spoken)) if spoken[0] in "上下本这今" else None


READERS: dict[str, Reader] = {
    "full": written.full,
    "yearmonth": written.yearmonth,
    "vague": lambda text, match: aside(match, words.by_role("vague")[match.group()]),
    "name": lambda text, match: aside(match, words.by_role("name")[match.group()]),
    "recurring": lambda text, match: aside(match, "recurring"),
    "several": _several,
    "period": lambda text, match: at(match, "period", name=match.group()),
    "yearspan": written.yearspan,
    "era": _era,
    "bare": written.bare,
    "century": _century,
    "decade": _decade,
    "year": counted.year,
    "relyear": _relyear,
    "contextyear": _contextyear,
    "yearpart": _yearpart,
    "half": _half,
    "quarter": _quarter,
    "relquarter": lambda text, match: at(match, "relquarter", step(match.group(), "near")),
    "firstn": counted.firstn,
    "season": _season,
    "lunar": _lunar,
    "month": _month,
    "relmonth": _relmonth,
    "monthpart": _monthpart,
    "nthweekday": _nthweekday,
    "weekday": _weekday,
    "week": _week,
    "roll": counted.roll,
    "length": counted.length,
    "relday": _relday,
    "contextday": _contextday,
    "holiday": _holiday,
    "day": counted.day,
}


def read(text: str, match: re.Match[str]) -> Token | None:
    """Return what a token that tokens.find() yields means; None when it is no calendar word after all."""
    kind = match.lastgroup
    if kind is None:
        return None
    if "□" in match.group():
        return aside(match, "damaged")
    return READERS[kind](text, match)
