"""UTF-8 that was read as code page 936: `鍖椾含` is 北京.

Not for choosing a file's encoding (flows.documents). Shy: only what decodes strictly and reads far better is changed.
A byte that found no partner shows as `?` or U+FFFD; flows.restore.utf8_lost infers its character from the words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

from flows.restore import codepage
from flows.restore.likelier import Reading, accepted
from flows.restore.lost import UNRESOLVED
from flows.restore.repairs import Repair
from flows.restore.script import in_common_use
from flows.restore.utf8_lost import LOST_CHARACTER, bytes_of, with_inferred

STAGE = "utf8_as_gbk"

_CONTINUATIONS = range(0x81, 0xC0)
_AFTER_LEAD = (0x80, *_CONTINUATIONS)
_CHINESE_LEADS = (*range(0xE2, 0xEA), 0xEF)
_LEADS = frozenset((0xC2, 0xC3, *_CHINESE_LEADS, 0xF0))
_LATIN_TRAILS = (*range(0x41, 0x5B), 0x5F, *range(0x61, 0x7B))
_LOST_SIGNS = (codepage.LOST, "\ufffd")
_CHARACTER = re.compile(
    rb"[\x40-\x7e]|[\xc2-\xdf][\x80-\xbf]|[\xe2-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}"
    rb"|(?P<lost>[\xe2-\xef](?:[\x80-\xbf][?\xff]|[?\xff][\x80-\xbf]|\xff\xff))"
)


def _pairs(leads: Iterable[int], trails: Iterable[int]) -> set[str]:
    """Return the characters that a reader of code page 936 sees in pairs of such bytes."""
    trails = tuple(trails)
    return set(codepage.decode(bytes(byte for lead in leads for trail in trails for byte in (lead, trail))))


@cache
def _telling() -> set[str]:
    """Return the characters that Chinese in UTF-8 shows as."""
    return _pairs(_CHINESE_LEADS, _AFTER_LEAD) | _pairs(_CONTINUATIONS, _CHINESE_LEADS)


@cache
def _possible() -> str:
    """Return the characters that any UTF-8 shows as."""
    others = _pairs(_LEADS, _AFTER_LEAD) | _pairs(_CONTINUATIONS, (*_LATIN_TRAILS, *_AFTER_LEAD, *_LEADS))
    return "".join(sorted(_telling() | others)) + "€"


@cache
def _sign() -> re.Pattern[str]:
    """Return the pattern of the sign that a page was misread."""
    rare = "".join(sorted(_telling() - set(in_common_use())))
    return re.compile(f"[{rare}][{_possible()}]?[{rare}]")


@cache
def _stretch() -> re.Pattern[str]:
    """Return the pattern of a stretch that may have been misread."""
    any_of_them, signs = _possible(), "".join(_LOST_SIGNS)
    return re.compile(f"[{any_of_them}](?:[{any_of_them}]|[{signs}]{{1,2}}(?=[{any_of_them}]))*[{signs}]{{0,2}}")


def utf8_as_gbk(text: str) -> list[Repair]:
    """Return the repairs that read `text` as the UTF-8 it was.

    >>> [(one.source_text, one.restored_text) for one in utf8_as_gbk("鍖椾含甯? 2020骞?")]
    [('鍖椾含', '北京'), ('甯?', '市'), ('骞?', '年')]

    What reads well as it stands stays, whatever its bytes.

    >>> utf8_as_gbk("浣是何字?鎴和鍚呢?")
    []
    """
    if not _sign().search(text):
        return []
    readings = [one for match in _stretch().finditer(text) for one in _readings(match)]
    repairs = accepted(text, readings)
    return with_inferred(text, repairs) if _explains(repairs, text) else []


def _explains(repairs: Sequence[Repair], text: str) -> bool:
    """Tell whether repairs account for most signs on a page: among many rare characters some make sense by chance."""
    mended = bytearray(len(text))
    for one in repairs:
        mended[one.start : one.end] = b"\x01" * (one.end - one.start)
    signs = [mended[match.start()] for match in _sign().finditer(text)]
    return 2 * sum(signs) >= len(signs)


def forward(repair: Repair) -> str:
    """Return how a reader of code page 936 shows the UTF-8 of a repair's text, signs of loss where the record has them.

    >>> forward(Repair(0, 2, "骞?", "年", STAGE, "inferred"))
    '骞?'
    """
    unresolved = repair.certainty == "unresolved" and repair.alternatives
    data = (repair.alternatives[0] if unresolved else repair.restored_text).encode("utf-8")
    shown, at = "", 0
    for place, character in bytes_of(repair.source_text)[1].items():
        sign = repair.source_text[character : character + 1]
        if sign in _LOST_SIGNS:
            shown += codepage.decode(data[at:place]) + sign
            at = place + 1
    return shown + codepage.decode(data[at:])


def _readings(stretch: re.Match[str]) -> Iterator[Reading]:
    """Yield the parts of a stretch that are UTF-8, each as long as can be."""
    shown = stretch[0]
    data, places = bytes_of(shown)
    at = 0
    while at < len(data):
        cells = list(_cells(data, at, places))
        if cells:
            start, end = stretch.start() + places[at], stretch.start() + places[cells[-1][1]]
            weighed = LOST_CHARACTER.sub(b"", data[at : cells[-1][1]]).decode("utf-8")
            yield Reading(start, end, _deepest(weighed), tuple(_repairs(stretch, data, cells, places)))
            at = cells[-1][1]
        else:
            at += 1 + (at + 1 not in places)


def _cells(data: bytes, at: int, places: dict[int, int]) -> Iterator[tuple[int, int, bool]]:
    """Yield the shortest spans from `at` on that hold whole characters in both readings, and whether a byte is lost."""
    begun, lost = at, False
    while match := _CHARACTER.match(data, at):
        at = match.end()
        lost = lost or match.lastgroup == "lost"
        if at in places:
            yield begun, at, lost
            begun, lost = at, False


def _repairs(
    stretch: re.Match[str], data: bytes, cells: Sequence[tuple[int, int, bool]], places: dict[int, int]
) -> Iterator[Repair]:
    """Yield a repair for each run of sound cells and for each cell with a loss."""
    for lost, group in groupby(cells, key=lambda cell: cell[2]):
        spans = list(group)
        for start, end in [cell[:2] for cell in spans] if lost else [(spans[0][0], spans[-1][1])]:
            source = stretch[0][places[start] : places[end]]
            read = LOST_CHARACTER.sub(UNRESOLVED.encode(), data[start:end]).decode("utf-8")
            first = stretch.start() + places[start]
            yield Repair(first, first + len(source), source, read, STAGE, "unresolved" if lost else "certain")


def _deepest(read: str) -> str:
    """Return what a reading says in the end, should it have been misread twice: to weigh, not to publish."""
    return codepage.encode(read).decode("utf-8", "ignore") if _sign().search(read) else read
