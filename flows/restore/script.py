"""Traditional script to simplified, character by character, so that one offset serves both.

Not for translation between regional vocabularies, and not for going back to traditional script.
"""

import re
from functools import cache, lru_cache

from opencc import OpenCC

from flows import lexicon

_SAMPLE = 20_000
_LONGEST_REMEMBERED = 2_000

_HAN = (
    *range(0x3007, 0x3008),
    *range(0x3400, 0x4DC0),
    *range(0x4E00, 0xA000),
    *range(0xF900, 0xFB00),
    *range(0x20000, 0x2A6E0),
)
_RARE = "\U00020000-\U0002a6df"


@cache
def _table() -> dict[int, str]:
    """Return the characters that change, each with its one simplified form."""
    characters = "\n".join(map(chr, _HAN))
    simplified = OpenCC("t2s").convert(characters).split("\n")
    table = {
        ord(old): new
        for old, new in zip(characters.split("\n"), simplified, strict=True)
        if old != new and len(new) == 1
    }
    table.update({ord(row["traditional"]): row["simplified"] for row in _rows() if len(row["traditional"]) == 1})
    return table


def _rows() -> tuple[dict[str, str], ...]:
    rows = lexicon.rows("script")
    for row in rows:
        if len(row["traditional"]) != len(row["simplified"]):
            raise ValueError(f"seeds/lexicon/script.csv: {row['traditional']} and its simplified form differ in length")
    return rows


@cache
def _words() -> tuple[dict[str, str], frozenset[str], re.Pattern[str]]:
    """Return the words that a table gets wrong, the characters that it gets wrong in them, and what finds the words."""
    words = {row["traditional"]: row["simplified"] for row in _rows() if len(row["traditional"]) > 1}
    pairs = (pair for word in words.items() for pair in zip(*word, strict=True))
    wrong = frozenset(old for old, new in pairs if _table().get(ord(old), old) != new)
    longest_first = sorted(words, key=len, reverse=True)
    return words, wrong, re.compile("|".join(map(re.escape, longest_first)))


@cache
def _changing() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return what finds each character that may change, and what it changes to."""
    changes = dict.fromkeys(_words()[1]) | {chr(old): new for old, new in _table().items()}
    # Rare characters as one range: one by one they would slow down every look at a character.
    usual = re.escape("".join(old for old in changes if old <= "\uffff"))
    return re.compile(f"([{usual}{_RARE}])"), {old: new or old for old, new in changes.items()}


def simplify(text: str) -> str:
    """Return `text` in simplified script, as long as it was; what is simplified already stays.

    >>> simplify("體現著深沉真摯的人民情懷,取得顯著成效")
    '体现着深沉真挚的人民情怀,取得显著成效'
    """
    return _remembered(text) if len(text) <= _LONGEST_REMEMBERED else _convert(text)


def _convert(text: str) -> str:
    changing, changes = _changing()
    parts = changing.split(text)
    old = parts[1::2]
    if not old:
        return text
    parts[1::2] = map(changes.get, old, old)
    plain = "".join(parts)
    words, wrong, pattern = _words()
    if wrong.isdisjoint(old):
        return plain
    pieces: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        pieces += plain[end : match.start()], words[match.group()]
        end = match.end()
    return "".join(pieces) + plain[end:]


_remembered = lru_cache(maxsize=1024)(_convert)
"""For a document's paragraphs: its figures, dates, terms and keywords all ask, one after the other."""


@cache
def _simplified_only() -> frozenset[str]:
    """Return the characters that a text converted to traditional script does not hold."""
    simplified = "\n".join(sorted(set(_table().values())))
    traditional = OpenCC("s2t").convert(simplified).split("\n")
    overridden = {row["simplified"] for row in _rows() if len(row["simplified"]) == 1}
    changed = overridden | {old for old, new in zip(simplified.split("\n"), traditional, strict=True) if old != new}
    return frozenset(changed) - frozenset("".join(lexicon.words("stays")))


@cache
def foreign(*, traditional: bool) -> frozenset[str]:
    """Return the characters that a text of one script does not hold because they belong to the other.

    >>> "报" in foreign(traditional=True), "报" in foreign(traditional=False), "后" in foreign(traditional=True)
    (True, False, False)
    """
    return _simplified_only() if traditional else frozenset(map(chr, _table()))


@cache
def in_common_use() -> str:
    """Return the characters of everyday text in both scripts: the first level of GB 2312 and what simplifies to it."""
    first_level = bytes(byte for lead in range(0xB0, 0xD8) for trail in range(0xA1, 0xFF) for byte in (lead, trail))
    common = set(first_level.decode("gb2312", "ignore"))
    return "".join(sorted(common | {chr(old) for old, new in _table().items() if new in common}))


def is_traditional(text: str) -> bool:
    """Tell whether more than one in fifty Chinese characters in the first part of `text` change on simplification.

    >>> is_traditional("為統籌推進疫情防控作出首都新貢獻"), is_traditional("乾坤未定，瞭望未来")
    (True, False)
    """
    part = text[:_SAMPLE]
    changed = sum(old != new for old, new in zip(part, simplify(part), strict=True))
    han = sum("一" <= character <= "鿿" for character in part)
    return changed * 50 > han
