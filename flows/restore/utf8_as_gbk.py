"""UTF-8 that was read as code page 936: `鍖椾含` is 北京.

Not for choosing a file's encoding (flows.documents). Shy: only what decodes strictly and reads far better is changed.
Where an odd number of bytes stood in front of an ASCII character or the end, the last byte is lost.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import accumulate

from flows.restore import codepage
from flows.restore.gap import CONTEXT, Gap
from flows.restore.likelier import Reading, accepted
from flows.restore.likelihood import pieces
from flows.restore.lost import UNRESOLVED, infer
from flows.restore.repairs import Repair, apply, stand_in
from flows.restore.script import in_common_use, simplify

STAGE = "utf8_as_gbk"

_CONTINUATIONS = range(0x81, 0xC0)
_CHINESE_LEADS = (*range(0xE2, 0xEA), 0xEF)
_LEADS = frozenset((0xC2, 0xC3, *_CHINESE_LEADS, 0xF0))
_LATIN_TRAILS = (*range(0x41, 0x5B), 0x5F, *range(0x61, 0x7B))
_LOST_SIGNS = (codepage.LOST, "\ufffd")
_WHOLE = re.compile(
    rb"(?:[\x40-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe2-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2})*"
)
_CUT_SHORT = re.compile(rb"[\xe2-\xef][\x80-\xbf]")


def _pairs(leads: Iterable[int], trails: Iterable[int]) -> set[str]:
    """Return the characters that a reader of code page 936 sees in pairs of such bytes."""
    trails = tuple(trails)
    return {codepage.decode(bytes((lead, trail))) for lead in leads for trail in trails} - {codepage.LOST}


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the pattern of the sign that a page was misread, and that of a stretch that may have been."""
    after_lead = (0x80, *_CONTINUATIONS)
    telling = _pairs(_CHINESE_LEADS, after_lead) | _pairs(_CONTINUATIONS, _CHINESE_LEADS)
    possible = telling | _pairs(_LEADS, after_lead) | _pairs(_CONTINUATIONS, (*_LATIN_TRAILS, *after_lead, *_LEADS))
    rare, any_of_them = "".join(sorted(telling - set(in_common_use()))), "".join(sorted(possible)) + "€"
    signs = "".join(_LOST_SIGNS)
    return re.compile(f"[{rare}][{any_of_them}]?[{rare}]"), re.compile(f"[{any_of_them}]+[{signs}]?")


def utf8_as_gbk(text: str) -> list[Repair]:
    """Return the repairs that read `text` as the UTF-8 it was.

    >>> [(one.source_text, one.restored_text) for one in utf8_as_gbk("鍖椾含甯?2020骞?")]
    [('鍖椾含', '北京'), ('甯?', '市'), ('骞?', '年')]

    What reads well as it stands stays, whatever its bytes.

    >>> utf8_as_gbk("浣是何字?鎴和鍚呢?")
    []
    """
    sign, stretch = _patterns()
    if not sign.search(text):
        return []
    readings = [one for match in stretch.finditer(text) if (one := _read(text, match.start(), match.end()))]
    return _with_inferred(text, accepted(text, readings))


def forward(repair: Repair) -> str:
    """Return how a reader of code page 936 shows the UTF-8 of a repair's text.

    >>> forward(Repair(0, 2, "骞?", "年", STAGE, "inferred"))
    '骞?'
    """
    data = stand_in(repair).encode("utf-8")
    if repair.source_text.endswith(_LOST_SIGNS):
        return codepage.decode(data[:-1]) + repair.source_text[-1]
    return codepage.decode(data)


def _read(text: str, start: int, end: int) -> Reading | None:
    """Return the longest reading as UTF-8 of a stretch, from the first place on where one can begin."""
    lost = text[end - 1] in _LOST_SIGNS
    while start < end and codepage.encode(text[start])[0] not in _LEADS:
        start += 1
    shown = text[start : end - lost]
    data = codepage.encode(shown)
    places = {at: place for place, at in enumerate(accumulate((len(codepage.encode(one)) for one in shown), initial=0))}
    whole = _WHOLE.match(data)
    stop = whole.end() if whole else 0
    if lost and stop in places and _CUT_SHORT.fullmatch(data, stop):
        middle = start + places[stop]
        gone = Repair(middle, end, text[middle:end], UNRESOLVED, STAGE, "unresolved")
        return Reading(start, end, _deepest(data[:stop]) + UNRESOLVED, (*_repairs(text, start, middle, data[:stop]), gone))
    while stop not in places:
        stop = len(data[:stop].decode("utf-8")[:-1].encode("utf-8"))
    end = start + places[stop]
    return Reading(start, end, _deepest(data[:stop]), tuple(_repairs(text, start, end, data[:stop]))) if stop else None


def _repairs(text: str, start: int, end: int, data: bytes) -> Iterator[Repair]:
    """Yield the one repair of [start, end) if reading what it says as code page 936 gives the source."""
    repair = Repair(start, end, text[start:end], data.decode("utf-8"), STAGE)
    if data and forward(repair) == repair.source_text:
        yield repair


def _deepest(data: bytes) -> str:
    """Return what the bytes say in the end, should they have been misread twice: to weigh, not to publish."""
    read = data.decode("utf-8")
    sign, _ = _patterns()
    return codepage.encode(read).decode("utf-8", "ignore") if sign.search(read) else read


def _with_inferred(text: str, repairs: Sequence[Repair]) -> list[Repair]:
    """Return `repairs` with the characters that lost a byte inferred from the words around."""
    known = list(apply(text, repairs))
    own = pieces(simplify("".join(known)))
    done: list[Repair] = []
    shift = 0
    for repair in repairs:
        at = repair.start + shift
        shift += len(repair.restored_text) - (repair.end - repair.start)
        if repair.certainty == "unresolved":
            left, right = "".join(known[max(0, at - CONTEXT) : at]), "".join(known[at + 1 : at + 1 + CONTEXT])
            candidates = _candidates(codepage.encode(repair.source_text[:1]))
            told = infer(candidates, Gap.between(left, right, own))
            known[at] = told.likeliest
            repair = repair._replace(
                restored_text=told.character, certainty=told.certainty, alternatives=told.alternatives
            )
        done.append(repair)
    return done


def _candidates(begun: bytes) -> list[str]:
    """Return the characters of code page 936 whose UTF-8 begins with those two bytes."""
    block = [(begun + bytes((last,))).decode("utf-8") for last in range(0x80, 0xC0)]
    return [one for one in block if not codepage.outside(one)]
