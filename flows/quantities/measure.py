"""A number and the unit beside it become a measure: what is counted, how much, how exactly.

Not for the words further away (change, per, subject): context.py. Numbers that measure nothing come back as Aside.
"""

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.quantities.amounts import as_money, over, prefix_before, rest_of_amount
from flows.quantities.bounds import bound_after, bound_before, bound_of_share, bound_through, interval
from flows.quantities.context import change_before, changes_at
from flows.quantities.lists_of_units import unit_behind_list
from flows.quantities.names import Aside
from flows.quantities.numbers import number_at
from flows.quantities.records import Number
from flows.quantities.runs import RUN
from flows.quantities.uncounted import counts_nothing
from flows.quantities.units import Unit, ending_at, unit_at

RATIO = Unit("", "ratio", Decimal(1), "ratio", "measure")
MAGNITUDE = Unit("", "number", Decimal(1), "count", "measure")
PERCENT = Unit("%", "percent", Decimal(1), "ratio", "measure")
_GENERIC = frozenset(("元", "圆", "块", "块钱", "度", "°", "元整", "圆整"))
_SEPARATOR = re.compile(
    r"[ ]?(?:至|到|[-－—–]{1,2}|[~～〜─]{1,2})[ ]?[-−－]?(?=[0-9０-９一二两三四五六七八九十百千万几数])"
)
_PERCENTAGE = re.compile("[百佰][ \u3000]{0,4}分")
_SEPARATES = frozenset("至到-－—–~～〜─ ")
_BLANKS = re.compile(r"[ \u3000]{0,4}")
_APART = 6
_LONGEST_CHANGE = 8
_UNKNOWN = "unit unknown (seeds/lexicon/units.csv)"
_NOT_UPON = frozenset("以之网线会路身地街早晚")
_BOUNDS = {"more": "more_than", "about": "about", "round": "about", "vague": "range", "range": "range"}


_POINTS = re.compile(r" {0,4}个? {0,4}百 {0,4}分 {0,4}点")
_SHARED_POINTS = re.compile("个(?:[、和及与至到][0-9.]{1,6}个){0,6}[、和及与至到][0-9.]{1,6}个?百分点")
"""The unit that 个 stands for in 1.4个和2.6个百分点."""
_TEN = 10
_PRICED = re.compile("[价售租薪][^，。；、]{0,4}$")
_SAID = 3
"""A magnitude in more Chinese numerals than this is a number, no figure of speech: 二千三百四十万."""
_TWO_DIGITS = re.compile("[一二三四五六七八九]{2}")
_AGED = re.compile(r"大(?=[的了小时婴]|[^一-鿿]|$)")
_OF_WHOLE = re.compile(r"的[一-龥]|以[上下]|左右|强|弱")
_MAKES_UP = re.compile(r"(?:[占近超约]过?|不[足到及]|[有达了])$")
_PARTS = re.compile("[^年月日]的$")
_CLOSES = re.compile(r"[，。；、！？,;)）\s]|$|来自|[为是由都均]")
"""What stands before and behind a share of what is named: 占全国的1/3；."""
_EXACTLY = ("", "exact")
_BELOW = re.compile("不满|不足|未满|不到|低于")
_TENTHS = frozenset(("成", "折"))


@dataclass(slots=True)
class Measure:
    """A figure being read; `head` is where the words that qualify it begin."""

    start: int
    end: int
    head: int
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    unit: Unit
    bound: str
    stated: str = ""  # the bound that words outside the figure gave; a list may share it

    def canonical(self) -> Decimal | None:
        """Return the value in the canonical unit; 八折 is 80 %, but so is 80折, and 三八折 is 38 %."""
        if self.value is None:
            return None
        if self.unit.written in _TENTHS:
            return self.value * (100 if self.value < 1 else 10 if self.value <= 10 else 1)
        return self.value * self.unit.factor


def measure_at(text: str, number: Number) -> Measure | Aside:
    """Read the unit and the bound around `number`; an Aside with the reason when it measures nothing."""
    number = _kilo(text, number)
    start = number.start
    unit, end = _unit(text, number)
    prefix = prefix_before(text, start)
    if prefix and (unit is None or unit.written in _GENERIC):
        unit = replace(prefix[0], written=unit.written if unit else prefix[0].written, use="measure")
        start = prefix[1]
    if unit is None and number.kind == "number" and number.value is not None:
        unit, number = _unit_of_list(text, number)
    if unit is None and _magnitude(text, number):
        unit = MAGNITUDE
    if unit is None:
        known = "一" <= text[end : end + 1] <= "鿿" and text[start].isdigit()
        return Aside(number.start, number.end, _UNKNOWN if known else "no unit")
    if reason := counts_nothing(text, number, start, unit, end):
        return Aside(number.start, end, reason)
    if unit.written == "折":
        number = _price_cut(number)
    measure = Measure(start, end, start, number.value, number.low, number.high, unit, _BOUNDS.get(number.kind, "exact"))
    if number.value is not None:
        _complete(text, measure, number)
    if text[measure.end : measure.end + 1] in _SEPARATES:
        _second_half(text, measure)
    _qualify(text, measure, number)
    return measure


def _unit(text: str, number: Number) -> tuple[Unit | None, int]:
    """Return the unit of `number` and where it ends; (None, …) when there is none."""
    if number.kind == "percent" or _PERCENTAGE.match(number.text):
        return PERCENT, number.end
    end = at = number.end
    if text[at : at + 1] in " \u3000" and at < len(text):
        behind = _BLANKS.match(text, at).end()  # type: ignore[union-attr]
        spaced = unit_at(text, behind)
        if text[behind : behind + 1].isascii() or text[end - 1].isascii() or (spaced and spaced.use == "measure"):
            at = behind
    unit = _unit_behind(text, number, at)
    if unit and unit.written == "个" and _SHARED_POINTS.match(text, at):
        return replace(unit_at("个百分点", 0) or unit, written="个百分点"), at + 1
    if text[end : end + 1] in (" ", "个", "百") and (points := _POINTS.match(text, number.end)):
        return unit_at("个百分点", 0), points.end()
    large = number.kind in ("round", "vague", "more") or text[end - 1] in "万亿"
    if unit is None and large and (number.low or 0) >= 100:
        unit = ending_at(text, at)
    if unit and (money := as_money(text, unit, at + len(unit.written))):
        return over(text, money, at + len(unit.written))
    if "分" in number.text or (number.kind == "fraction" and _shares(text, number)):
        return RATIO, end
    if number.text == "一" and text[end : end + 1] == "半":
        return RATIO, end + 1
    return None, end


def _unit_behind(text: str, number: Number, at: int) -> Unit | None:
    """Return the unit at `at`; none where its character begins another word: 12成立, 售价400万起."""
    unit = unit_at(text, at)
    if unit is None:
        month = number.text == "半" and text.startswith("月", at)
        return replace(unit_at("个月", 0) or RATIO, written="月") if month else None
    if unit.written == "成" and (number.value or 0) > _TEN:
        return None
    if unit.written == "起" and _PRICED.search(text, max(number.start - _APART, 0), number.start):
        return None
    return unit


def _magnitude(text: str, number: Number) -> bool:
    """Tell whether 万 or 亿 ends a clause without a unit and still counts: 播放量突破3亿."""
    last = number.text.rstrip("多余来")[-1:]
    following = text[number.end : number.end + 1]
    told = (
        any(character.isdigit() for character in number.text)
        or len(number.text) > _SAID
        or bound_before(text, number.start)[0] not in _EXACTLY
    )
    ends = not following.isalnum() and following not in ("-", "—", "/", "×")
    ends = ends or text.startswith(changes_at(text, number.end), number.end)  # 由300万降至250万
    large = last in "万亿" and len(number.text) > 1
    return large and told and (ends or bound_after(text, number.end)[0] not in _EXACTLY)


def _shares(text: str, number: Number) -> bool:
    """Tell whether a fraction with a stroke is a share: 1/3的企业, 占1/3, and no date or number of a document."""
    proper = number.value is not None and 0 < number.value < 1
    low = max(number.start - 2, 0)
    of = _PARTS.search(text, low, number.start) and _CLOSES.match(text, number.end)
    told = of or _OF_WHOLE.match(text, number.end) or _MAKES_UP.search(text, low, number.start)
    return proper and told is not None


def _unit_of_list(text: str, number: Number) -> tuple[Unit | None, Number]:
    """Return the unit of measure, and `number` with its 万 or 亿, that the last of a list names: 16.7和11.2个百分点."""
    found = unit_behind_list(text, number.end)
    if found is None or found[0].use != "measure" or not text[number.start].isdigit():
        return None, number
    value = number.value * found[1] if number.value is not None else None
    value = value.quantize(Decimal(1)) if value is not None and value == value.to_integral_value() else value
    return found[0], number._replace(value=value, low=value, high=value)


def _kilo(text: str, number: Number) -> Number:
    """Give the 千 or 兆 that belongs to the unit (5千瓦, 五十兆字节) back to it."""
    last = text[number.end - 1]
    if last not in "百千兆" or unit_at(text, number.end - 1) is None:
        return number
    scale = {"百": 100, "千": 1000}.get(last, 10**12)
    value, low, high = (None if v is None else v / scale for v in (number.value, number.low, number.high))
    kind = "number" if number.kind == "round" else number.kind
    return number._replace(end=number.end - 1, text=number.text[:-1], value=value, low=low, high=high, kind=kind)


def _price_cut(number: Number) -> Number:
    """Read two digits in front of 折 as they are said: 五二折 is 5.2."""
    if number.value is None or not _TWO_DIGITS.fullmatch(number.text):
        return number
    value = number.value / _TEN
    return number._replace(value=value, low=value, high=value)


def _complete(text: str, measure: Measure, number: Number) -> None:
    """Add what smaller units, 半 and the like behind the unit add to the amount."""
    rest, end = rest_of_amount(text, measure.unit, measure.end)
    if end > measure.end and measure.unit.written == "分":
        measure.unit = replace(unit_at("分钟", 0) or measure.unit, written="分")  # 6分05秒 is a time, no score
    if "半" in measure.unit.written or (number.text == "一" and measure.unit is RATIO):
        rest += Decimal("0.5") if measure.unit is not RATIO else Decimal("-0.5")
    if rest and measure.value is not None:
        measure.value += rest
        measure.low = None if measure.low is None else measure.low + rest
        measure.high = None if measure.high is None else measure.high + rest
    measure.end = end


def _second_half(text: str, measure: Measure) -> None:
    """Join 5%-8%, 三米到五米: a second number with the same unit, and a larger one, makes a range."""
    found = _SEPARATOR.match(text, measure.end) if measure.bound == "exact" and measure.value is not None else None
    run = RUN.match(text, found.end()) if found else None
    other = number_at(text, run.start(), run.end()) if run else None
    if other is None or other.value is None or measure.value is None or other.kind not in ("number", "percent", "more"):
        return
    other = _kilo(text, other)
    unit, end = _unit(text, other)
    if unit is None or other.value is None or unit.canonical != measure.unit.canonical:
        return
    rest, end = rest_of_amount(text, unit, end)
    high = (other.value + rest) * unit.factor / measure.unit.factor
    if found and high > measure.value and not _by_and_to(text, measure, high, found.group()):
        measure.low, measure.high, measure.value, measure.bound = measure.value, high, None, "range"
        measure.end = end


def _by_and_to(text: str, measure: Measure, high: Decimal, joint: str) -> bool:
    """Tell 增加约8600人至26.19万人, an increase and what it led to, from 增加3元至5元, a range."""
    apart = _APART if measure.unit.dimension != "ratio" else 3 * _APART  # 下降1.1%到9.2%
    if measure.value is None or high < apart * measure.value or joint.strip() not in ("至", "到"):
        return False
    start = bound_before(text, measure.start)[1]
    return change_before(text, max(0, start - _LONGEST_CHANGE), start) != "none"


def _qualify(text: str, measure: Measure, number: Number) -> None:
    """Set the bound and its interval from the words right before and behind."""
    at = measure.start
    if number.kind == "round" and at and text[at - 1] == "上" and text[at - 2 : at - 1] not in _NOT_UPON:
        measure.start, measure.bound = at - 1, "more_than"
    before, measure.head = bound_before(text, measure.start)
    if not before and measure.unit.dimension == "ratio" and text[measure.start - 1 : measure.start] == "的":
        before = bound_of_share(text, measure.start)
    before = before or bound_through(text, measure.start)
    after, end = bound_after(text, measure.end)
    if after and (after != "more_than" or measure.unit.use == "measure" or measure.unit.dimension == "time"):
        measure.end = end
    else:
        after = ""
    if measure.unit.dimension == "time" and (aged := _AGED.match(text, measure.end)):
        measure.unit = replace(measure.unit, dimension="age")
        measure.end = aged.end()
    if measure.value is None:
        return
    if measure.bound in ("exact", "about") and (before or after):
        measure.stated = measure.bound = before if before and before != "exact" else after or before
    if "多" in measure.unit.written:
        measure.bound = "more_than"
    measure.low, measure.high = interval(measure.value, measure.bound)
    if after == "at_least" and measure.bound == after:
        _close(text, measure)


def _close(text: str, measure: Measure) -> None:
    """Make one range of 五千元以上三万元以下 and 六个月以上不满一年: the words allow what lies between the two."""
    below = _BELOW.match(text, measure.end)
    run = RUN.match(text, below.end() if below else measure.end)
    other = number_at(text, run.start(), run.end()) if run else None
    if other is None or other.value is None or measure.value is None:
        return
    unit, end = _unit(text, other)
    after, behind = bound_after(text, end)
    alike = unit is not None and (unit.canonical == measure.unit.canonical or unit.written == measure.unit.written)
    if unit is None or not alike or (not below and after != "at_most"):
        return
    high = other.value * unit.factor / measure.unit.factor  # 新台币三万元以上十五万元以下
    if high > measure.value:
        measure.low, measure.high, measure.value = measure.value, high, None
        measure.bound, measure.stated, measure.end = "range", "", end if below else behind
