"""Each token to what it means: a Part, a Bare number waiting for its unit, or an Aside with its reason.

Not for joining parts: see expressions.
"""

import re
from collections.abc import Callable
from functools import lru_cache

from flows.chronology import words
from flows.chronology.parts import Aside, Bare, Part
from flows.chronology.years import read_year
from flows.numerals import parse

Token = Part | Bare | Aside
Reader = Callable[[str, re.Match[str]], Token | None]

WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "日": 6, "天": 6}
UNITS = {
    "天": "day",
    "日": "day",
    "周": "week",
    "星期": "week",
    "礼拜": "week",
    "月": "month",
    "季度": "quarter",
    "年": "year",
    "半年": "half",
}
_STEP = {"上上": -2, "下下": 2, "上": -1, "下": 1, "本": 0, "这": 0, "今": 0}
_RELATIVE_YEAR = {
    "大前": -3,
    "前": -2,
    "去": -1,
    "上": -1,
    "今": 0,
    "本": 0,
    "这": 0,
    "明": 1,
    "下": 1,
    "来": 1,
    "后": 2,
    "大后": 3,
}
_RELATIVE_DAY = {
    "大大前": -4,
    "大前": -3,
    "前": -2,
    "昨": -1,
    "寻": -1,
    "今": 0,
    "即": 0,
    "明": 1,
    "听": 1,
    "后": 2,
    "大后": 3,
    "大大后": 4,
}
_NUMBER = re.compile("[0-9〇零○一二三四五六七八九十两廿卅百千]+")
_AGO = re.compile(r"半?(?:之|以)?[前后内](?!期|身|景|途|往|续|勤|方|面|半|沿|列|辈|人|地|容|部)")


@lru_cache(maxsize=4096)
def number(text: str) -> int:
    """Return the first whole number in `text`, or -1."""
    found = _NUMBER.search(text)
    value = parse(found.group()) if found else None
    return -1 if value is None or value != int(value) else int(value)


def _at(match: re.Match[str], kind: str, a: int = 0, b: int = 0, name: str = "") -> Part:
    return Part(kind, match.start(), match.end(), a, b, name)


def _aside(match: re.Match[str], reason: str) -> Aside:
    return Aside(match.start(), match.end(), reason)


def _leading(text: str, table: dict[str, int]) -> int:
    return next(table[key] for key in sorted(table, key=len, reverse=True) if text.startswith(key))


def _year(text: str, match: re.Match[str]) -> Token | None:
    written = match.group().removesuffix("度").removesuffix("年").strip()
    before, after = text[max(0, match.start() - 3) : match.start()], text[match.end() : match.end() + 6]
    if written.startswith("公元前"):
        return _aside(match, "before the common era")
    digits = written.removeprefix("公元")
    found = read_year(digits, before + ("公元" if digits != written else ""), after)
    if found is not None:
        return _at(match, *found)
    return _length(text, match)


def _length(text: str, match: re.Match[str]) -> Token | None:
    """A length of time is a date only when counted from the publication: 三天前, 一年半以后."""
    tail = _AGO.match(text, match.end())
    spoken = match.group()
    if not tail or "半" in spoken and "年" in spoken and not spoken.startswith("半"):
        return _aside(match, "duration")
    return _ago(match, spoken, tail)


def _ago(match: re.Match[str], spoken: str, tail: re.Match[str]) -> Token:
    unit = next((UNITS[name] for name in sorted(UNITS, key=len, reverse=True) if name in spoken), "day")
    count = 0 if spoken.startswith("半") else number(spoken)
    half = int("半" in spoken or tail.group().startswith("半"))
    vague = "多" in spoken or "余" in spoken or "几" in spoken or "工作日" in spoken or "交易日" in spoken
    if count < 0 or vague:
        return Aside(match.start(), tail.end(), "duration")
    direction = {"前": -1, "后": 1, "内": 0}[tail.group()[-1]]
    if direction == 0 and unit != "day":
        return Aside(match.start(), tail.end(), "duration")
    name = unit + ("+open" if "以" in tail.group() and direction else "")
    return Part("ago", match.start(), tail.end(), direction * 1000 + half, count, name)


def _full(text: str, match: re.Match[str]) -> Token | None:
    fields = [int(field) for field in re.split(r"[-/. ]", match.group())]
    if len(fields) == 2:
        return _at(match, "monthday", fields[0], fields[1]) if fields[0] <= 12 else None
    if len(fields) == 1:
        whole = match.group()
        fields = [int(whole[:4]), int(whole[4:6]), int(whole[6:])]
    first, second, third = fields
    separator = next((mark for mark in "-/." if mark in match.group()), "")
    if first > 1000:
        return _at(match, "full", first * 100 + second, third)
    if separator == "/":
        return _american(match, first, second, third)
    if third > 1000:
        return _at(match, "full", third * 100 + second, first)
    return _at(match, "full", first * 100 + second, third, "short")


def _american(match: re.Match[str], first: int, second: int, third: int) -> Token:
    """Day/month/year unless the second number can only be a day."""
    short = "" if third > 1000 else "short"
    month, day = (first, second) if second > 12 else (second, first)
    return _at(match, "full", third * 100 + month, day, short)


def _yearmonth(text: str, match: re.Match[str]) -> Token | None:
    written = match.group()
    if (
        "." in written
        and not re.match(rf" ?[-–—~至到年]", text[match.end() : match.end() + 2])
        and match.group() != text.strip()
    ):
        return None
    if text[max(0, match.start() - 1) : match.start()] == "》":
        return _aside(match, "issue number")
    return _at(match, "yearmonth", int(written[:4]), int(written[5:]))


def _yearspan(text: str, match: re.Match[str]) -> Token | None:
    return _at(match, "yearspan", int(match.group()[:4]), int(match.group()[-4:]))


def _era(text: str, match: re.Match[str]) -> Token | None:
    name = next(name for name in words.eras() if match.group().startswith(name))
    written = match.group()[len(name) :]
    count = 1 if written.startswith("元") else number(written)
    return _at(match, "year", words.eras()[name] + count - 1) if count > 0 else None


def _bare(text: str, match: re.Match[str]) -> Token | None:
    digits = _NUMBER.match(match.group())
    if digits is None:
        return _aside(match, "damaged")
    return Bare(match.start(), match.start() + digits.end(), digits.group(), match.group()[digits.end() :].strip())


def _century(text: str, match: re.Match[str]) -> Token | None:
    if "上" in match.group():
        return _at(match, "century", 0, -1, "relative")
    return (
        _at(match, "century", 0, 0, "relative")
        if "本" in match.group()
        else _at(match, "century", number(match.group()))
    )


def _yearpart(text: str, match: re.Match[str]) -> Token | None:
    edge = {"底": "end", "末": "end", "终": "end", "初": "begin", "中": "middle"}.get(match.group()[-1], "whole")
    return _at(match, "yearpart", name=edge)


def _half(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    if "个" in spoken:
        return _at(match, "relhalf", _leading(spoken, _STEP))
    return _at(match, "half", 1 if spoken[0] in "上前" else 2)


def _quarter(text: str, match: re.Match[str]) -> Token | None:
    which = 1 if match.group().startswith("首") else 4 if match.group().startswith("末") else number(match.group())
    return _at(match, "quarter", which) if 1 <= which <= 4 else None


def _unit(spoken: str) -> str:
    return next(UNITS[name] for name in sorted(UNITS, key=len, reverse=True) if spoken.endswith(name))


def _firstn(text: str, match: re.Match[str]) -> Token | None:
    spoken, count = match.group(), number(match.group())
    if count < 1:
        return None
    unit = _unit(spoken)
    if spoken.startswith("第"):
        return _at(match, "nth", count, name=unit)
    return _at(match, "firstn", -count if spoken[0] in "后最末" else count, name=unit)


def _season(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group().removeprefix("的")
    which = next(index for index, name in enumerate("春夏秋冬", 1) if name in spoken)
    if spoken[0] in "今去明前":
        return _at(match, "relseason", which, _RELATIVE_YEAR[spoken[0]])
    return _at(match, "season", which)


def _lunar(text: str, match: re.Match[str]) -> Token | None:
    head, _, tail = re.sub("^(?:农历|阴历|旧历)", "", match.group()).partition("月")
    name = head.removeprefix("闰")
    month = {"正": 1, "冬": 11, "腊": 12}.get(name) or number(name)
    day = number(tail) if tail else 0
    return _at(match, "lunar", -month if head.startswith("闰") else month, day) if 1 <= month <= 12 else None


def _month(text: str, match: re.Match[str]) -> Token | None:
    which = number(match.group())
    return _at(match, "month", which) if 1 <= which <= 12 else None


def _relmonth(text: str, match: re.Match[str]) -> Token | None:
    return (
        _at(match, "contextday", name="month")
        if match.group()[0] == "当"
        else _at(match, "relmonth", _leading(match.group(), _STEP))
    )


def _monthpart(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    if spoken[-1] == "旬" and spoken[0] != "月":
        return _at(match, "tenth", "上中下".index(spoken[0]) + 1)
    if spoken.endswith("半月"):
        return _at(match, "halfmonth", 1 if spoken[0] == "上" else 2)
    return _at(match, "monthpart", name={"初": "begin", "底": "end", "末": "last"}.get(spoken[1], "middle"))


def _nthweekday(text: str, match: re.Match[str]) -> Token | None:
    which = -1 if match.group()[0] == "最" else number(match.group())
    return _at(match, "nthweekday", which, WEEKDAYS[match.group()[-1]])


def _weekday(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    shift = _leading(spoken, _STEP) if spoken[0] in "上下本这今" else 99
    if spoken[-1] in "末日" and spoken.endswith(("末", "双休日")):
        return _at(match, "weekend", 0, shift)
    return _at(match, "weekday", WEEKDAYS[spoken[-1]], shift)


def _roll(text: str, match: re.Match[str]) -> Token | None:
    spoken = match.group()
    count, half = number(spoken), int(spoken.endswith("年半"))
    if count < 1:
        return None
    lead = next(
        word
        for word in ("过去", "最近", "未来", "今后", "接下来", "近", "过", "上", "下", "前", "后")
        if spoken.startswith(word)
    )
    if lead == "前" and _unit(spoken) in ("month", "quarter"):
        return _at(match, "firstn", count, name=_unit(spoken))
    return _at(match, "roll", count * 10 + half, name=f"{lead} {_unit(spoken.removesuffix('半') if half else spoken)}")


def _relyear(text: str, match: re.Match[str]) -> Token | None:
    return _at(match, "relyear", _leading(match.group(), _RELATIVE_YEAR))


def _contextyear(text: str, match: re.Match[str]) -> Token | None:
    if match.group() == "同期":
        return None
    return _at(match, "contextyear", 0 if match.group()[0] in "当同" else 1)


def _relday(text: str, match: re.Match[str]) -> Token | None:
    return _at(match, "relday", _leading(match.group(), _RELATIVE_DAY))


def _contextday(text: str, match: re.Match[str]) -> Token | None:
    return _at(match, "contextday", 0 if match.group()[0] in "当同" else 1, name="day")


def _day(text: str, match: re.Match[str]) -> Token | None:
    which, spoken = number(match.group()), match.group()
    if spoken.endswith("日") and text[max(0, match.start() - 1) : match.start()] not in ("月", "份"):
        tail = _AGO.match(text, match.end())
        if tail and (tail.group().endswith("内") or spoken[0] in "一两二三四五六七八九十"):
            return _ago(match, spoken, tail)
    if match.group()[0] == "廿" and match.group()[-1] not in "日号":
        return None
    return _at(match, "day", which, name=match.group()) if 1 <= which <= 31 else None


def _week(text: str, match: re.Match[str]) -> Token | None:
    return _at(match, "week", _leading(match.group(), _STEP)) if match.group()[0] in "上下本这今" else None


READERS: dict[str, Reader] = {
    "full": _full,
    "yearmonth": _yearmonth,
    "vague": lambda text, match: _aside(match, words.by_role("vague")[match.group()]),
    "name": lambda text, match: _aside(match, words.by_role("name")[match.group()]),
    "recurring": lambda text, match: _aside(match, "recurring"),
    "period": lambda text, match: _at(match, "period", name=match.group()),
    "yearspan": _yearspan,
    "era": _era,
    "bare": _bare,
    "century": _century,
    "decade": lambda text, match: _at(match, "decade", number(match.group())),
    "year": _year,
    "relyear": _relyear,
    "contextyear": _contextyear,
    "yearpart": _yearpart,
    "half": _half,
    "quarter": _quarter,
    "relquarter": lambda text, match: _at(match, "relquarter", _leading(match.group(), _STEP)),
    "firstn": _firstn,
    "season": _season,
    "lunar": _lunar,
    "month": _month,
    "relmonth": _relmonth,
    "monthpart": _monthpart,
    "nthweekday": _nthweekday,
    "weekday": _weekday,
    "week": _week,
    "roll": _roll,
    "length": _length,
    "relday": _relday,
    "contextday": _contextday,
    "holiday": lambda text, match: _at(match, "holiday", name=match.group()),
    "day": _day,
}


def read(text: str, match: re.Match[str]) -> Token | None:
    """Return what the token found by tokens.pattern() means; None when it is no calendar word after all."""
    kind = match.lastgroup
    if kind is None:
        return None
    if "□" in match.group():
        return _aside(match, "damaged")
    return READERS[kind](text, match)
