"""Proper nouns among the words of a text: what a dictionary tags as a place or a person, or does not hold at all.

Not names by themselves: they tell that a longer name begins there (哈克|卫生院, 沈煤|集团).
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from flows import words
from flows.terms import facts
from flows.words import Token

_HAN = re.compile(r"[\u3400-\u9fff]{2,}")
_LONGEST_GUESS = 4
_UNITS = frozenset(("社区", "街道", "镇", "乡", "旗", "县", "村", "苏木"))
_PLAIN_UNITS = ("区", *sorted(_UNITS))


@lru_cache(maxsize=1 << 15)
def is_proper(word: str) -> bool:
    """Tell whether `word` is a proper noun.

    >>> [is_proper(word) for word in ("海拉尔", "沈煤", "京沪", "城市", "建设", "机制")]
    [True, True, True, False, False, False]
    """
    if word in facts.places() or (1 < len(word) < 5 and facts.word_set("abbreviations").issuperset(word)):
        return True
    if not _HAN.fullmatch(word) or _tells_nothing(word):
        return False
    return words.tag(word) in ("ns", "nr", "nrt") or is_unknown(word)


@lru_cache(maxsize=1 << 15)
def is_brand(word: str) -> bool:
    """Tell whether `word` may be a firm's name: a proper noun, or what the dictionary tags as another name.

    >>> is_brand("华能"), is_brand("建材")
    (True, False)
    """
    named = words.tag(word) == "nz" and 2 <= len(word) <= 3 and not _tells_nothing(word)
    return named or is_proper(word)


@lru_cache(maxsize=1 << 15)
def is_unknown(word: str) -> bool:
    """Tell whether no dictionary holds `word`, and no particle in it shows that it was cut wrongly.

    >>> is_unknown("沈煤"), is_unknown("俄蒙及"), is_unknown("机制")
    (True, False, False)
    """
    if not _HAN.fullmatch(word) or len(word) > _LONGEST_GUESS or words.known(word):
        return False
    return not any(
        character in facts.word_set("particles") or facts.role_of(character) == "joint" for character in word
    )


@lru_cache(maxsize=1 << 15)
def is_plain_place(word: str) -> bool:
    """Tell whether `word` is a place that has no name: 新城区, 老旧社区, 贫困县.

    >>> is_plain_place("新城区"), is_plain_place("东城区")
    (True, False)
    """
    plain = facts.word_set("plain_places")
    return word in plain or any(word.endswith(unit) and word.removesuffix(unit) in plain for unit in _PLAIN_UNITS)


def is_word(word: str) -> bool:
    """Tell whether `word` could be a name though the dictionary has it: 奋斗 could, 特色 and 建设 could not."""
    return _HAN.fullmatch(word) is not None and not _tells_nothing(word)


def _tells_nothing(word: str) -> bool:
    return (
        facts.role_of(word) is not None
        or word in facts.word_set("plain")
        or is_plain_place(word)
        or facts.head_of(word) is not None
        or facts.proper_head_of(word) == word
    )


def begins(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a proper noun begins with token `at`: one word, or 秀水 of 秀水|社区."""
    word = tokens[at][0]
    if is_proper(word):
        return True
    behind = tokens[at + 1][0] if at + 1 < len(tokens) else ""
    return (behind in _UNITS or behind.startswith("社区")) and is_word(word)
