"""The mirrors' glosses: which characters a page's tool put pinyin behind, and in what bytes.

Not for deciding where bytes belong after a gloss was set across two characters: flows.restore.shifts does that.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from flows import lexicon
from flows.restore import codepage
from flows.restore.script import simplify

PINYIN = "[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜêńňǹ]{1,6}"


@dataclass(frozen=True)
class Glossed:
    """A character that the tool glosses: its bytes, its pinyin and its place in the tool's order."""

    character: str
    pinyin: str
    rank: int
    ranked: bool

    @cached_property
    def pair(self) -> bytes:
        """The character's two bytes in code page 936."""
        return codepage.encode(self.character)

    @cached_property
    def inserted(self) -> bytes:
        """The bytes that the tool puts behind the character."""
        return codepage.encode(f"({self.pinyin})")


@dataclass(frozen=True, slots=True)
class GlossTable:
    """The tool's list, with the two look-ups that undoing it needs."""

    glossed: tuple[Glossed, ...]
    by_pair: dict[bytes, Glossed]
    by_pinyin: dict[str, tuple[Glossed, ...]]

    def prefix(self, level: int) -> tuple[Glossed, ...]:
        """Return the set of a page of `level`: the tool's first so many characters, in its order."""
        return tuple(entry for entry in self.glossed if entry.ranked and entry.rank <= level)

    def extended(self, extra: Iterable[tuple[str, str]]) -> "GlossTable":
        """Return the list with characters and pinyin added at its end, without a rank."""
        last = self.glossed[-1].rank
        added = [Glossed(character, pinyin, last + 1 + place, False) for place, (character, pinyin) in enumerate(extra)]
        return _indexed([*self.glossed, *added]) if added else self

    def trail_after(self, lead: int, pinyin: str) -> int | None:
        """Return the second byte that a gloss `pinyin` tells where only the first byte is left, or None."""
        found = {entry.pair[1] for entry in self.by_pinyin.get(pinyin, ()) if entry.pair[0] == lead}
        return found.pop() if len(found) == 1 else None


@cache
def table() -> GlossTable:
    """Return the tool's list from seeds/lexicon/glosses.csv; characters without a rank come last."""
    rows = lexicon.rows("glosses")
    last = max(int(row["rank"]) for row in rows if row["rank"])
    entries: list[Glossed] = []
    for row in rows:
        rank = int(row["rank"]) if row["rank"] else last + 1 + sum(not entry.ranked for entry in entries)
        entries.append(Glossed(row["character"], row["pinyin"], rank, bool(row["rank"])))
    return _indexed(sorted(entries, key=lambda entry: entry.rank))


def _indexed(entries: list[Glossed]) -> GlossTable:
    by_pinyin: dict[str, tuple[Glossed, ...]] = {}
    for entry in entries:
        by_pinyin[entry.pinyin] = (*by_pinyin.get(entry.pinyin, ()), entry)
    return GlossTable(tuple(entries), {entry.pair: entry for entry in entries}, by_pinyin)


@cache
def aligned() -> re.Pattern[str]:
    """Return the pattern of a character of the list with some pinyin behind it."""
    characters = "".join(entry.character for entry in table().glossed)
    return re.compile(rf"([{characters}])\(({PINYIN})\)")


ACROSS = re.compile(rf"\?({PINYIN})\)")
"""A gloss that was set across two characters: its bracket went down with the byte in front of it."""

_GLOSS = re.compile(rf"\(({PINYIN})\)")
_PINYIN_IN = re.compile(rf"({PINYIN})\)")

_ANY = re.compile(rf"([一-鿿])\(({PINYIN})\)")
_ANY_WHOLE = re.compile(rf"([一-鿿])(\({PINYIN}\))")


def characters_with_pinyin(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Return the matches of a Chinese character (group 1) with some pinyin in brackets (group 2) in [start, end)."""
    return _ANY_WHOLE.finditer(text, start, end)


def without(text: str) -> str:
    """Return `text` without anything that looks like a gloss: context to weigh by, not text to publish."""
    return _GLOSS.sub("", text)


def gloss_at(text: str, at: int) -> re.Match[str] | None:
    """Return the match of pinyin (group 1) in brackets at `at`, or None."""
    return _GLOSS.match(text, at)


def pinyin_in(text: str) -> list[str]:
    """Return the pinyin of the glosses in `text`, whole or without their opening bracket."""
    return _PINYIN_IN.findall(text)


def level(text: str) -> int:
    """Return how much of the tool's list `text` shows glossed, as the highest rank seen; 0 where no tool was at work.

    The tool glosses every occurrence of every character up to that rank and none besides; readers, dictionaries
    and language lessons choose otherwise, and their pinyin stays.

    >>> level("經(jīng)濟(jì)發(fā)展"), level("漢(hàn)字"), level("發(fā)展經濟")
    (66, 0, 0)
    """
    entries = table()
    own = [
        entries.by_pair[codepage.encode(match[1])]
        for match in aligned().finditer(text)
        if entries.by_pair[codepage.encode(match[1])].pinyin == match[2]
    ]
    across = sum(match[1] in entries.by_pinyin for match in ACROSS.finditer(text))
    if not own or len(own) + across < 2:
        return 0
    if len(own) < 0.9 * len(_ANY.findall(text)):
        return 0
    highest = max(entry.rank for entry in own if entry.ranked) if any(entry.ranked for entry in own) else 0
    expected = sum(text.count(entry.character) for entry in entries.prefix(highest))
    return highest if len(own) >= 0.9 * expected else 0


def page_set(text: str, table: GlossTable, level: int) -> tuple[Glossed, ...]:
    """Return the set of a page of `level`, in the tool's order: the list's first so many, as far as the page agrees.

    A character of unknown rank is of the set where its pinyin is seen; one that stands on the page and never glossed
    is not (ranks were found from excerpts, and neighbours may have changed places).
    """
    seen = set(pinyin_in(text))
    return tuple(
        entry
        for entry in table.glossed
        if (entry.ranked and entry.rank <= level and (entry.pinyin in seen or entry.character not in text))
        or (not entry.ranked and entry.pinyin in seen)
        if f"{entry.character}({entry.pinyin})" in text or f"{entry.character}" not in text
    )


def beyond_the_list(text: str) -> list[tuple[str, str]]:
    """Return the characters that a glossed page glosses though the list lacks them, with their pinyin.

    The tool's set holds only characters that conversion to traditional script changed, and it misses none of their
    occurrences; an author who explains a rare character does otherwise.
    """
    seen: dict[str, list[str]] = defaultdict(list)
    for match in _ANY.finditer(text):
        seen[match[1]].append(match[2])
    known = {entry.character for entry in table().glossed}
    return [
        (character, pinyin[0])
        for character, pinyin in sorted(seen.items())
        if character not in known
        and simplify(character) != character
        and len(set(pinyin)) == 1
        and text.count(character) == len(pinyin)
    ]
