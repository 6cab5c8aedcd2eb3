"""What a number before 年 is: a year, two digits of one, or a length of time.

Not for years told by words (今年, 民国三年): see readers.
"""

import re

from flows.numerals import parse

_TENS = re.compile("[十百千廿卅]")
_NARROWS = re.compile(
    r" ?的?(?:[0-9一二三四五六七八九十]{1,3} ?[月季]|[上下]半年|第?[一二三四1-4]季|年?[底末初终](?![蕴层部])|伊始"
    r"|[春夏秋冬]|元旦|同[期月季]|每|全年|[前后][0-9一二两三四五六七八九十]{1,3}个?[月季])"
)
_LENGTH = re.compile(r"(?:的?(?:历史|时间|时光|间|多|余|之久|左右|以上|以下|以内|来|期|制)|[计规行工])")
_LONG = re.compile(r"的?(?:历史|时光|文明|岁月)|之久|多|余|来(?![，,自])")
_AGE = re.compile(r"的?(?:历史|时光|文明|岁月)|之久")
_LASTS = re.compile(r"(?:距今|历时|长达|树龄)[已有约近达]{0,3}$")
_AT = re.compile(r"(?:公元|[在于自从至到]|截至|截止)$")
_UNTIL = re.compile("(?:至|到|[-－—~～])[0-9]{3}年")
_SINCE = re.compile("[0-9]年(?:至|到|[-－—~～])$")
_ABOUT = frozenset(["一二", "二三", "两三", "三四", "三五", "四五", "五六", "六七", "七八", "一两"])


def read_year(number: str, before: str, after: str, fiscal: bool = False) -> tuple[str, int] | None:
    """Tell what `number` before 年 (`fiscal`: 年度) is by the text `before` it and `after` the 年.

    Returns ("year", 2020), ("shortyear", 21), or None for a length of time.

    >>> read_year("二〇二〇", "", "一季度"), read_year("21", "", "每月"), read_year("5000", "", "文明")
    (('year', 2020), ('shortyear', 21), None)
    """
    value = parse(number)
    if value is None or value != int(value):
        return None
    written, narrowed = int(value), bool(_NARROWS.match(after))
    positional = not _TENS.search(number)
    if not positional and "零" in number and 1900 <= written < 2100:
        return "year", written
    if not positional:
        return (
            ("shortyear", written) if narrowed and 10 <= written < 100 and not before.endswith(("近", "第")) else None
        )
    digits = len(number)
    if digits == 4:
        length = _LONG if number.endswith("00") or written < 1800 else _AGE
        if length.match(after) or _LASTS.search(before):
            return None
        known = 1000 <= written < 2200 and (written >= 1800 or not after.startswith(("前", "后")))
        return ("year", written) if known or narrowed else None
    if digits == 3:
        if after.startswith("一遇"):
            return None
        told = number[0] in "23456789" and before.endswith(("。", "；", "\u3000")) and after.startswith("，")
        sure = narrowed or fiscal or told or _AT.search(before) or number[0] not in "0123456789" or _UNTIL.match(after)
        bracketed = before.endswith(("（", "(")) and after.startswith(("）", ")"))
        return ("year", written) if sure or bracketed or _SINCE.search(before) else None
    if digits == 2 and number not in _ABOUT:
        return ("shortyear", written) if _short(number, before, after, narrowed) else None
    return ("shortyear", written) if digits == 2 and narrowed and number != "三五" else None


def _short(number: str, before: str, after: str, narrowed: bool) -> bool:
    """Tell whether two digits before 年 are a year: 08年, 九七年, 21年每月, not 26年 or 近30年."""
    if before.endswith(("近", "第", "过", "每", "约", "达")):
        return False
    if not narrowed and re.match("以?[前后内来]|多|余", after):
        return False
    if narrowed or number[0] in "0〇零○":
        return True
    if number[0] not in "0123456789":
        return True
    return int(number) >= 90 and not _LENGTH.match(after)


def whole_year(short: int, published_year: int) -> int:
    """Return the year that ends in the two digits `short` and lies nearest behind, or up to eleven years ahead.

    >>> whole_year(21, 2020), whole_year(98, 1997), whole_year(33, 2021)
    (2021, 1998, 1933)
    """
    return published_year + 11 - (published_year + 11 - short) % 100
