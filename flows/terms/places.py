"""Places: those the lexicon names, and what their administrative last word tells (石景山区八角街道)."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from flows import words
from flows.terms import facts
from flows.terms.record import Term
from flows.words import Token

_HAN = re.compile(r"[\u3400-\u9fff]+")
_UNIT = re.compile(
    r"([\u3400-\u9fff]{2,6}?)(?:省|市|自治区|特别行政区|自治州|自治县|区|县|旗|镇|乡|街道|社区|村|州|盟|苏木)"
)
_PART = re.compile(r"([\u3400-\u9fff]{1,5})(?:区|县|市|旗|镇|乡|街道|社区|村)")
_SURE_UNITS = "市县镇乡旗州盟"
_REACH = 3


@lru_cache(maxsize=1 << 15)
def _sure(word: str) -> bool:
    """Tell whether `word` names a place by itself.

    >>> _sure("北京"), _sure("石景山区"), _sure("贫困县"), _sure("超市")
    (True, True, False, False)
    """
    if word in facts.places():
        return True
    unit = _UNIT.fullmatch(word)
    if not unit or unit[1] in facts.word_set("plain_places") or word.endswith(("城市", "地区")):
        return False
    return unit[1] in facts.places() or (len(word) > 2 and words.tag(word) == "ns")


def _part(word: str) -> bool:
    """Tell whether `word` names a part of the place that it stands behind: 东华门街道, 八角中里社区."""
    part = _PART.fullmatch(word)
    plain = facts.word_set("plain_places")
    return bool(part) and not word.endswith(("城市", "地区")) and not any(word.startswith(stem) for stem in plain)


def _names(word: str) -> bool:
    """Tell whether one word with an administrative ending is a name: 寿光市 and 朱村 are, 小区 and 山村 are not."""
    if not words.known(word) or words.tag(word) == "ns":
        return True
    return word[-1] in _SURE_UNITS and _UNIT.fullmatch(word) is not None


def _extend(tokens: Sequence[Token], at: int) -> int:
    """Return the last token of the place that token `at` begins."""
    last, number = at, at + 1
    joined = ""
    while number < len(tokens) and number - last <= _REACH:
        word = tokens[number][0]
        if not _HAN.fullmatch(word) or facts.role_of(word) or words.tag(word) == "v" or facts.head_of(word):
            break
        joined += word
        if _part(joined) and (joined != word or _names(word)):
            last, joined = number, ""
        number += 1
    return last


def find_places(text: str, tokens: Sequence[Token]) -> Iterator[Term]:
    """Yield the places of a text whose words are `tokens`, the parts of a place together with it."""
    at = 0
    while at < len(tokens):
        if _sure(tokens[at][0]):
            last = _extend(tokens, at)
            start, end = tokens[at][1], tokens[last][2]
            yield Term(start, end, text[start:end], "place")
            at = last
        at += 1
