"""The forward model: what the mirrors' two byte-wise tools do to a sound text.

For the proof that a restoration is right, and for making test pages. Not for reading: nothing here guesses.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from flows.restore import codepage, glosses

CUT_MARKS = "！，？；、"
"""The marks in front of which the second tool cuts on every page that it touched; on some pages 。 too."""

_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where the second tool cut: its offset in the mangled text, and whether the lost byte left no `?`."""

    offset: int
    dropped: bool = False


def gloss(data: bytes, entries: Sequence[glosses.Glossed]) -> bytes:
    """Return `data` with the glosses of `entries`, each set by one byte-wise replacement over the whole text.

    All are set in one pass, which comes to the same: a gloss parts the bytes behind its pair, so that of two pairs that
    share a byte the second is gone where the first was glossed before it. Raises ValueError where a gloss itself holds
    the bytes of another's character, which no list of a tool has been seen to do.
    """
    order = {int.from_bytes(entry.pair): place for place, entry in enumerate(entries)}
    if any(entry.pair in other.inserted for entry in entries for other in entries):
        raise ValueError("a gloss that holds the bytes of another character cannot be set in one pass")
    wanted = re.compile(f"[{re.escape(''.join(map(chr, order)))}]") if order else re.compile("(?!)")
    found = sorted(2 * match.start() + odd for odd in (0, 1) for match in wanted.finditer(_pairs(data[odd:])))
    pieces: list[bytes] = []
    end, last, before = 0, -2, 0
    for at in found:
        place = order[int.from_bytes(data[at : at + 2])]
        if at != last + 1 or place < before:
            pieces += data[end : at + 2], entries[place].inserted
            end, last, before = at + 2, at, place
    return b"".join(pieces) + data[end:]


def _pairs(data: bytes) -> str:
    """Return a character for each two bytes of `data`, the one with their number."""
    wide = bytearray(4 * (len(data) // 2))
    wide[2::4], wide[3::4] = data[0 : len(data) // 2 * 2 : 2], data[1::2]
    return wide.decode("utf-32-be", "surrogatepass")


def glossed_text(text: str, entries: Sequence[glosses.Glossed]) -> str:
    """Return `text` as a reader of its bytes shows it after the glosses of `entries` were set."""
    marked = codepage.decode_marked(gloss(codepage.encode(text), entries))
    return codepage.shown(marked, outside=codepage.outside(text))


def cut(text: str, marks: str = CUT_MARKS, *, dropped: bool = False) -> str:
    """Return `text` cut in front of every occurrence of the marks' bytes, aligned or not.

    A lead byte left over in front of a cut shows as `?`, or not at all on pages where it was `dropped`.

    >>> cut("外援。”東城"), cut("外援。”東城", dropped=True)
    ('外援?！睎|城', '外援！睎|城')
    """
    beyond = codepage.outside(text)
    hit = re.compile(b"|".join(re.escape(codepage.encode(mark)) for mark in marks))
    data = codepage.encode(text)
    edges = [0, *(match.start() for match in hit.finditer(data)), len(data)]
    parts = [codepage.decode_marked(data[start:end]) for start, end in pairwise(edges)]
    return codepage.shown("".join(parts), "" if dropped else codepage.LOST, beyond)


def cut_at(text: str, cuts: Sequence[Cut]) -> str:
    """Return `text` cut at just those places, given in order; raise ValueError where no cut can have been."""
    beyond = codepage.outside(text)
    data = codepage.encode(text)
    at = written = 0
    parts = []
    for place in cuts:
        wanted = place.offset - written
        part = codepage.decode_marked(data[at : at + 2 * wanted + 2])[:wanted]
        at += len(codepage.encode(part))
        if len(part) < wanted or at >= len(data):
            raise ValueError(f"no text left to cut at {place.offset}")
        at += 1  # the lead byte that the cut left dangling
        parts += [part, "" if place.dropped else codepage.LOST]
        written = place.offset + (not place.dropped)
    parts.append(codepage.decode_marked(data[at:]))
    return codepage.shown("".join(parts), codepage.LOST, beyond)


def narrow(text: str) -> str:
    """Return `text` with its full-width ASCII forms in ASCII, as the crawls write them.

    >>> narrow("（一）可以，我能行！")
    '(一)可以,我能行!'
    """
    return text.translate(_TO_ASCII)


def mangle(text: str, level: int, marks: str = CUT_MARKS, *, dropped: bool = False, ascii_marks: bool = True) -> str:
    """Return a sound text as a mirror page of that gloss level and those cut marks shows it in a crawl.

    >>> mangle("北京日報社", 150)
    '北京日?qǐng)?bào)社'
    >>> mangle("“外援。”東城區", 0)
    '“外援?!睎|城區'
    """
    glossed = glossed_text(text, glosses.table().prefix(level))
    shown = cut(glossed, marks, dropped=dropped) if marks else glossed
    return narrow(shown) if ascii_marks else shown
