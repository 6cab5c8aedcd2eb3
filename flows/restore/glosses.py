"""The mirrors' glosses: which characters a page's tool put pinyin behind, and in what bytes.

Not for deciding where bytes belong after a gloss was set across two characters: flows.restore.shifts does that.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from flows import lexicon
from flows.restore import codepage

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


ACROSS = re.compile(rf"\?({PINYIN})\)")
"""A gloss that was set across two characters: its bracket went down with the byte in front of it."""

_GLOSS = re.compile(rf"\(({PINYIN})\)")
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
