"""Places: those the lexicon names, and what their administrative last word tells (石景山区八角街道)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from flows import words
from flows.terms import facts, proper
from flows.terms.left import COUNT
from flows.terms.record import Term
from flows.words import Token

_HAN = re.compile(r"[\u3400-\u9fff]+")
_UNIT = re.compile(
    r"([\u3400-\u9fff]{2,6}?)(?:省|市|自治区|特别行政区|自治州|自治县|区|县|旗|镇|乡|街道|社区|村|州|盟|苏木)"
)
_PART = re.compile(r"([\u3400-\u9fff]{1,5})(?:区|县|市|旗|镇|乡|街道|社区|村)|[\u3400-\u9fff]{4,12}自治[州县旗]")
_SURE_UNITS = "市县镇乡旗州盟"
SMALL_UNITS = frozenset(("省", "市", "区", "县", "旗", "镇", "乡", "村", "社区", "街道", "苏木", "屯", "州", "盟"))
_FEATURES = frozenset("江河湖海洋山岭峡")
_TOWNS = frozenset("镇乡")
_NAMED_UNITS = "县市镇乡村"
_REACH = 3
_MOST = 24


@lru_cache(maxsize=1 << 15)
def is_place(word: str) -> bool:
    """Tell whether `word` names a place by itself.

    >>> is_place("北京"), is_place("石景山区"), is_place("贫困县"), is_place("超市")
    (True, True, False, False)
    """
    if word in facts.places() or word.removesuffix("地区") in facts.places() or _feature(word):
        return True
    if (within := facts.place_in(word)) and word.removeprefix(within) in facts.places():
        return True  # 广西南宁
    unit = _UNIT.fullmatch(word)
    if not unit or unit[1] in facts.word_set("plain_places") or word.endswith(("城市", "地区")):
        return False
    told = ("ns", "nr", "nrt") if word[-1] in _NAMED_UNITS else ("ns",)  # the dictionary has 昭觉县 for a person
    return unit[1] in facts.places() or (len(word) > 2 and words.tag(word) in told)


def _feature(word: str) -> bool:
    """Tell whether `word` is a river, mountain or road of the dictionary: 海拉尔河 and 长安街, but not 小河."""
    listed = len(word) > 2 and word[-1] in "河江湖山岛路街" and words.tag(word) == "ns"
    return listed and not proper.is_plain_place(word)


def _small(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether token `at` is a proper noun with 镇, 乡 … behind it that the dictionary cut off: 哈克|镇."""
    return proper.is_brand(tokens[at][0]) or _stands_alone(tokens, at)


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a plain word with 镇 or 乡 behind it fills its place in the sentence: 推进|奋斗|镇|创建."""
    (word, *_), (unit, *_) = tokens[at : at + 2]
    if unit not in _TOWNS or len(word) != 2 or not proper.is_word(word):
        return False
    return all(number < 0 or number >= len(tokens) or _bounds(tokens[number][0]) for number in (at - 1, at + 2))


def _bounds(word: str) -> bool:
    return not _HAN.fullmatch(word) or facts.role_of(word) not in (None, "loose")


def _part(word: str) -> bool:
    """Tell whether `word` names a part of the place that it stands behind: 东华门街道, 八角中里社区."""
    part = _PART.fullmatch(word)
    plain = facts.word_set("plain_places")
    return part is not None and not word.endswith(("城市", "地区")) and not any(word.startswith(stem) for stem in plain)


def _names(word: str) -> bool:
    """Tell whether one word with an administrative ending is a name: 寿光市 and 朱村 are, 小区 and 山村 are not."""
    if not words.known(word) or words.tag(word) == "ns":
        return True
    return word[-1] in _SURE_UNITS and _UNIT.fullmatch(word) is not None


def _extend(tokens: Sequence[Token], at: int) -> int:
    """Return the last token of the place that token `at` begins."""
    last, number = at, at + 1
    joined = ""
    while number < len(tokens) and number - last <= _REACH and number - at <= _MOST:
        word = tokens[number][0]
        if not joined and word in facts.places() and word[-1] not in _FEATURES:
            last = number  # 湖北|荆州, but 监利县|长江
            number += 1
            continue
        if (
            not _HAN.fullmatch(word)
            or COUNT.fullmatch(word)
            or facts.role_of(word)
            or words.tag(word) == "v"
            or facts.head_of(word)
        ):
            break
        joined += word
        if _part(joined) and (joined != word or _names(word)):
            last, joined = number, ""
        number += 1
    return last


def find_places(text: str, tokens: Sequence[Token], sure: Sequence[int], units: Sequence[int]) -> Iterator[Term]:
    """Yield the places of a text whose words are `tokens`, the parts of a place together with it.

    `sure` are the numbers of those that name a place by themselves, `units` of those that may only end one.
    """
    before_units, certain = frozenset(unit - 1 for unit in units), frozenset(sure)
    last = -1
    for at in sorted(before_units | certain):
        if at <= last:
            continue
        small = at in before_units and _small(tokens, at)
        if small or at in certain:
            last = _extend(tokens, at + small)
            start, end = tokens[at][1], tokens[last][2]
            yield Term(start, end, text[start:end], "place")
