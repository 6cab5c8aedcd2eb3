"""Characters of misread UTF-8 that lost one of their three bytes or two: which they were, as far as the words tell.

Not for finding them: flows.restore.utf8_as_gbk does that from the bytes.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate

from flows import lexicon
from flows.restore import codepage, in_place
from flows.restore.gap import CONTEXT, Gap
from flows.restore.lost import UNRESOLVED, Inference, infer
from flows.restore.repairs import CERTAINTIES, Repair
from flows.restore.row import Row
from flows.restore.script import simplify

LOST_CHARACTER = re.compile(rb"[\xe2-\xef](?:[\x80-\xbf][?\xff]|[?\xff][\x80-\xbf]|\xff\xff)")
"""Such a character, each byte gone shown by `?` or, for U+FFFD, by the byte that code page 936 has no use for."""

_WIDE_EURO = re.compile(rb"([\xe2-\xef][\x80-\xbf])\x80(?=[\x80-\xbf])")
_ANY = tuple(bytes((byte,)) for byte in range(0x80, 0xC0))
_STOP = "。"
_GAP = "\ufdd5"  # Unicode assigns it to no character
_CALENDAR = frozenset("年月日号时")


def bytes_of(shown: str) -> tuple[bytes, dict[int, int]]:
    """Return the bytes of `shown`, and the character offset for each byte offset between two characters.

    A € is one byte of code page 936 or two of GB 18030: two where one would make the bytes behind it no UTF-8.
    """
    written = [codepage.encode(character) for character in shown]
    places = _places(written)
    data = b"".join(written)
    for match in _WIDE_EURO.finditer(data):
        if shown[(place := places.get(match.end(1), 0))] == "€":
            written[place] = b"\xa2\xe3"
    return b"".join(written), _places(written)


def _places(written: Sequence[bytes]) -> dict[int, int]:
    return {at: place for place, at in enumerate(accumulate(map(len, written), initial=0))}


def with_inferred(text: str, repairs: Sequence[Repair]) -> list[Repair]:
    """Return `repairs` with the characters that lost a byte inferred from the words around."""

    def tell(repair: Repair, known: list[str], start: int, own: Mapping[str, int]) -> Repair:
        following = codepage.encode(text[repair.end : repair.end + 1])[:1]
        return _inferred(repair, following, known, start, own)

    return _with_eaten(text, in_place.told(text, repairs, tell))


def _with_eaten(text: str, repairs: Sequence[Repair]) -> list[Repair]:
    """Return `repairs` with a mark where the reader's `?` may have taken an ASCII character along.

    Some readers do that, some do not, and a page tells: where `?` stands in front of a line's end nothing was taken,
    where Chinese follows it something was. Where the page does not tell, a number behind the `?` is in doubt.
    """
    signs = {one for one in repairs if one.source_text.endswith(codepage.LOST)}
    followed = {text[one.end : one.end + 1] for one in signs}
    ate = any(not character.isascii() for character in followed)
    kept = not ate and not followed.isdisjoint("\r\n")
    return [
        _eaten(one) if one in signs and _in_doubt(text[one.end : one.end + 1], ate, kept) else one for one in repairs
    ]


def _in_doubt(following: str, ate: bool, kept: bool) -> bool:
    return bool(following) and (ate or (not kept and following.isdecimal()))


def _eaten(repair: Repair) -> Repair:
    likeliest = repair.alternatives[:1] if repair.certainty == "unresolved" else (repair.restored_text,)
    return repair._replace(
        restored_text=repair.restored_text + UNRESOLVED, certainty="unresolved", alternatives=likeliest
    )


def _inferred(repair: Repair, following: bytes, known: list[str], start: int, own: Mapping[str, int]) -> Repair:
    """Return a repair with its lost characters told by those around, and put the likeliest into `known`."""
    data, _ = bytes_of(repair.source_text)
    read = LOST_CHARACTER.sub(_GAP.encode("utf-8"), data).decode("utf-8")
    gaps = [at for at, character in enumerate(read, start) if character == _GAP]
    told = []
    for at, match in zip(gaps, LOST_CHARACTER.finditer(data + following), strict=True):
        left, right = "".join(known[max(0, at - CONTEXT) : at]), "".join(known[at + 1 : at + 1 + CONTEXT])
        told.append(_told(_candidates(match), left, right, own))
        known[at] = told[-1].likeliest
    written = list(repair.restored_text)
    for at, one in zip(gaps, told, strict=True):
        written[at - start] = one.character
    certainty = max((one.certainty for one in told), key=CERTAINTIES.index)
    others = told[0].alternatives if len(written) == 1 else ()
    if certainty == "unresolved":
        others = ("".join(known[start : start + len(written)]), *others[1:])
        others = () if UNRESOLVED in others[0] else others
    return repair._replace(restored_text="".join(written), certainty=certainty, alternatives=others)


def _told(candidates: Sequence[str], left: str, right: str, own: Mapping[str, int]) -> Inference:
    """Return which candidate stood between `left` and `right`.

    Unresolved where the code page has no candidate. A mark that ends a paragraph is a full stop; behind a digit stands
    a unit or a word of the calendar if one can.
    """
    if not candidates:
        return Inference(UNRESOLVED, "unresolved", (UNRESOLVED,))
    ends = right[:1] in ("", "\r", "\n") and len(left.rpartition("\n")[2]) == CONTEXT
    if ends and _STOP in candidates:
        return Inference(_STOP, "inferred", tuple(one for one in candidates if one in "、」』》")[:1])
    counted = (
        [one for one in candidates if one in _CALENDAR or simplify(one) in _units()] if left[-1:].isdecimal() else []
    )
    row = [one for one in counted if one in _CALENDAR] or counted or candidates
    told = infer(Row(row), Gap.between(left, right, own))
    if row is not candidates and told.certainty == "certain":
        return Inference(told.character, "inferred", tuple(one for one in counted if one != told.character)[:4])
    return told


@cache
def _units() -> frozenset[str]:
    return frozenset(row["unit"] for row in lexicon.rows("units"))


def _candidates(lost: re.Match[bytes]) -> list[str]:
    """Return the characters of code page 936 that bytes in the places of the signs of loss make.

    A decoder that puts U+FFFD drops one byte because it makes no character with the next: most bytes do.
    """
    data, start, end = lost.string, lost.start(), lost.end()
    row = [bytes((data[start],))]
    for place in range(start + 1, end):
        known = data[place : place + 1]
        row = [begun + one for begun in row for one in (_ANY if known in b"?\xff" else (known,))]
    dropped = [place for place in range(start + 1, end) if data[place] == codepage.OUTSIDE]
    found = []
    for filled in row:
        pairs = filled + data[end : end + 1]
        if not any(_makes_character(pairs[place - start :][:2]) for place in dropped):
            found.append(filled.decode("utf-8"))
    return [character for character in found if not codepage.outside(character)]


def _makes_character(pair: bytes) -> bool:
    if len(pair) < 2 or pair[1] < 0x80:
        return False
    try:
        pair.decode("gbk")
    except UnicodeDecodeError:
        return False
    return True
