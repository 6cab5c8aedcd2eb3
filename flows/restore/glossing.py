"""Which set of characters a page's tool glossed, if one was at work: read off the glosses that stand on the page.

Not for the tool's list itself (flows.restore.glosses), and not for taking glosses out.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from flows.restore import codepage
from flows.restore.glosses import ACROSS, PINYIN, Glossed, GlossTable, table
from flows.restore.script import foreign, simplify

_WITH_PINYIN = re.compile(rf"([一-鿿])\(({PINYIN})\)(?=(.?))", re.DOTALL)
# Behind a character of one byte or another gloss, the glossed character itself cannot be read off the page.
_UNSEEN = re.compile(rf"\((?<=[!-~€]\()({PINYIN})\)")
_UNSEEN_ACROSS = re.compile(rf"\?(?<=\)\?)({PINYIN})\)")
_HAN = re.compile("[一-鿿]")

_SHARE_OF_LIST = 0.9
_SHARE_OF_PREFIX = 0.75
_SHARE_IN_RUNNING_TEXT = 0.5
_DENSEST, _DENSEST_OF_ONE, _SPARSE = 0.45, 0.2, 0.02
_FEW_HAN = 20
_SHARE_LEFT_OVER = 0.2


@dataclass(frozen=True)
class Look:
    """A page looked at once: what in it looks like glosses."""

    text: str

    @cached_property
    def glosses(self) -> Counter[tuple[str, str, str]]:
        """Characters with pinyin in brackets behind them, the pinyin, and what follows, with their counts."""
        return Counter(_WITH_PINYIN.findall(self.text))

    @cached_property
    def across(self) -> frozenset[tuple[int, str]]:
        """Pinyin whose opening bracket went down with a byte, with the byte in front of it."""
        places = ((match.start() - 1, match[1]) for match in ACROSS.finditer(self.text, 1))
        pairs = {(self.text[at], pinyin) for at, pinyin in places}
        return frozenset((codepage.encode(before)[-1], pinyin) for before, pinyin in pairs if before not in "()")

    @cached_property
    def unseen(self) -> frozenset[str]:
        """Pinyin behind which character it stands the page does not show."""
        return frozenset(_UNSEEN.findall(self.text) + _UNSEEN_ACROSS.findall(self.text))

    @cached_property
    def characters(self) -> Counter[str]:
        """How often each character stands on the page, glossed or not."""
        return Counter(self.text)


@dataclass(frozen=True, slots=True)
class _Seen:
    """The glosses that stand on a page."""

    aligned: Counter[Glossed]
    """Entries of the list behind which their pinyin stands."""
    others: int
    """Characters with some pinyin behind them that the list does not have so."""
    running: int
    """Glosses of the list behind which the text runs on."""
    across: frozenset[Glossed]
    """Entries whose gloss was set across two characters: the byte in front and the pinyin tell them."""


def level(page: Look, *, proven: bool = False) -> int:
    """Return how much of the tool's list `page` shows glossed, as the highest rank seen; 0 where no tool was at work.

    The tool glosses every occurrence of every character up to that rank and none besides; readers, dictionaries and
    language lessons choose otherwise, and their pinyin stays. On a page `proven` to be a mirror's a single gloss of
    the list is enough.

    >>> level(Look("經(jīng)濟(jì)發(fā)展")), level(Look("漢(hàn)字")), level(Look("發(fā)展經濟"))
    (66, 0, 0)
    >>> level(Look("門(mén) door; 書(shū) book"))
    0
    """
    seen = _seen(page, table(), _by_character())
    own = set(seen.aligned) | seen.across
    ranks = [entry.rank for entry in own if entry.ranked]
    count = seen.aligned.total() + len(seen.across)
    if not ranks or count < (1 if proven else 2):
        return 0
    if seen.aligned.total() < _SHARE_OF_LIST * (seen.aligned.total() + seen.others):
        return 0
    if not seen.across and not proven and not (_in_running_text(page, seen) and _in_one_script(page, seen)):
        return 0
    highest = max(ranks)
    expected = [entry for entry in table().prefix(highest) if entry in own or entry.character in page.characters]
    agreeing = [entry for entry in expected if _agrees(entry, seen, page)]
    return highest if len(agreeing) >= _SHARE_OF_PREFIX * len(expected) else 0


def page_set(page: Look, entries: GlossTable, highest: int) -> tuple[Glossed, ...]:
    """Return the set of a page whose level is `highest`, in the tool's order: what the page shows glossed.

    Ranks were found from excerpts, so a character of lower rank may stand unglossed and one without a rank glossed.
    """
    seen = _seen(page, entries, {entry.character: entry for entry in entries.glossed})
    return tuple(
        entry
        for entry in entries.glossed
        if entry in seen.across
        or (entry in seen.aligned and _agrees(entry, seen, page))
        or (
            entry.ranked
            and entry.rank <= highest
            and entry.pinyin in page.unseen
            and entry.character not in page.characters
        )
    )


def beyond_the_list(page: Look) -> list[tuple[str, str]]:
    """Return the characters that a glossed page glosses though the list lacks them, with their pinyin.

    The tool's set holds only characters that conversion to traditional script changed, and it misses none of their
    occurrences; an author who explains a rare character does otherwise.
    """
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for (character, pinyin, _), count in page.glosses.items():
        seen[character][pinyin] += count
    known = {entry.character for entry in table().glossed}
    return [
        (character, next(iter(pinyin)))
        for character, pinyin in sorted(seen.items())
        if character not in known
        and simplify(character) != character
        and len(pinyin) == 1
        and page.characters[character] == pinyin.total()
    ]


def _seen(page: Look, entries: GlossTable, by_character: Mapping[str, Glossed]) -> _Seen:
    aligned: Counter[Glossed] = Counter()
    others = running = 0
    for (character, pinyin, following), count in page.glosses.items():
        entry = by_character.get(character)
        if entry is None or entry.pinyin != pinyin:
            others += count
            continue
        aligned[entry] += count
        running += count * (bool(_HAN.match(following)) or following == "?")
    across = frozenset(
        entry
        for before, pinyin in page.across
        for entry in entries.by_pinyin.get(pinyin, ())
        if entry.pair[0] == before
    )
    return _Seen(aligned, others, running, across)


@cache
def _by_character() -> dict[str, Glossed]:
    return {entry.character: entry for entry in table().glossed}


def _agrees(entry: Glossed, seen: _Seen, page: Look) -> bool:
    """Tell whether (nearly) every occurrence of a character on the page is glossed."""
    count = page.characters[entry.character]
    return 10 * seen.aligned[entry] >= 9 * count if count else entry in seen.across


def _in_running_text(page: Look, seen: _Seen) -> bool:
    """Tell whether the glosses stand within sentences, as the tool leaves them, and not in a list of words.

    Where all are of one character, that is what an entry about this character looks like, unless they are far between.
    """
    total, one = seen.aligned.total(), len(seen.aligned) == 1
    han = sum(count for character, count in page.characters.items() if _HAN.match(character))
    if total <= _SPARSE * han:
        return True
    dense = total > (_DENSEST_OF_ONE if one else _DENSEST) * han and (one or han >= _FEW_HAN)
    return seen.running >= _SHARE_IN_RUNNING_TEXT * total and not dense


def _in_one_script(page: Look, seen: _Seen) -> bool:
    """Tell whether the rest of a page is in the script of its glosses: a converted page is converted throughout."""
    traditional = sum(simplify(entry.character) != entry.character for entry in seen.aligned)
    if 2 * traditional <= len(seen.aligned):
        return True
    converted = len(foreign(traditional=False) & page.characters.keys())
    left = len(foreign(traditional=True) & page.characters.keys())
    return left <= _SHARE_LEFT_OVER * (converted + left)
