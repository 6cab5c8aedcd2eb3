"""Traditional script to simplified, character by character, so that one offset serves both.

Not for translation between regional vocabularies, and not for going back to traditional script.
"""

import re
from functools import cache

from opencc import OpenCC

from flows import lexicon

_SAMPLE = 20_000

_HAN = (
    *range(0x3007, 0x3008),
    *range(0x3400, 0x4DC0),
    *range(0x4E00, 0xA000),
    *range(0xF900, 0xFB00),
    *range(0x20000, 0x2A6E0),
)


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
    """Return the words that a table gets wrong, their first characters, and the pattern that finds them."""
    words = {row["traditional"]: row["simplified"] for row in _rows() if len(row["traditional"]) > 1}
    longest_first = sorted(words, key=len, reverse=True)
    return words, frozenset(word[0] for word in words), re.compile("|".join(map(re.escape, longest_first)))


def simplify(text: str) -> str:
    """Return `text` in simplified script, as long as it was; what is simplified already stays.

    >>> simplify("體現著深沉真摯的人民情懷,取得顯著成效")
    '体现着深沉真挚的人民情怀,取得显著成效'
    """
    words, first, pattern = _words()
    plain = text.translate(_table())
    if first.isdisjoint(text):
        return plain
    pieces: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        pieces += plain[end : match.start()], words[match.group()]
        end = match.end()
    return "".join(pieces) + plain[end:]


@cache
def _simplified_only() -> frozenset[str]:
    """Return the characters that a text converted to traditional script does not hold."""
    simplified = "\n".join(sorted(set(_table().values())))
    traditional = OpenCC("s2t").convert(simplified).split("\n")
    overridden = {row["simplified"] for row in _rows() if len(row["simplified"]) == 1}
    changed = overridden | {old for old, new in zip(simplified.split("\n"), traditional, strict=True) if old != new}
    return frozenset(changed) - frozenset("".join(lexicon.words("stays")))


def foreign(character: str, *, traditional: bool) -> bool:
    """Tell whether `character` belongs to the other script than that of the text it is to stand in.

    >>> foreign("报", traditional=True), foreign("报", traditional=False), foreign("后", traditional=True)
    (True, False, False)
    """
    return character in _simplified_only() if traditional else ord(character) in _table()


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
