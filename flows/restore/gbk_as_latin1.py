"""GBK that was read in a Western encoding, byte by byte: `±±¾©` is 北京.

Not for accented letters of sound text: rows of them decode too, but to no words.
"""

import re

from flows.restore import latin
from flows.restore.likelier import Reading, accepted
from flows.restore.repairs import Repair

STAGE = "gbk_as_latin1"

_SIGN = re.compile("[\xa1-\xfe][\xa1-\xfe]{3}")
_HIGH = f"\x80-\xfe{latin.MARKS}"
_BEYOND = re.compile(f"[^\x00-\xff{latin.MARKS}]")
_CHINESE_UTF8 = re.compile(f"[\xe2-\xe9\xef]{latin.AFTER}{{2}}")
_STRETCH = re.compile(f"(?:[{_HIGH}][@-~{_HIGH}])+")


def gbk_as_latin1(text: str) -> list[Repair]:
    """Return the repairs that read `text` as the GBK it was.

    A page that holds nothing beyond the Western characters was misread whole: then every pair of its bytes is GBK.

    >>> [(one.source_text, one.restored_text) for one in gbk_as_latin1("±±¾©ÈÕ±¨ 2020")]
    [('±±¾©ÈÕ±¨', '北京日报')]
    >>> gbk_as_latin1("ÀÁÂÃÄÅÆÇÈÉÊË")
    []
    """
    if not _SIGN.search(text):
        return []
    stretches = list(_STRETCH.finditer(text))
    if 2 * sum(_is_utf8(match[0]) for match in stretches) > len(stretches):
        return []
    readings = [one for match in stretches if (one := _read(match))]
    believed = accepted(text, readings)
    whole_page = believed and not _BEYOND.search(text)
    return [repair for one in readings for repair in one.repairs] if whole_page else believed


def forward(repair: Repair) -> str:
    """Return how a Western reader shows the GBK of a repair's text.

    >>> forward(Repair(0, 4, "±±¾©", "北京", STAGE))
    '±±¾©'
    """
    return latin.show(repair.restored_text.encode("gbk"), repair.source_text)


def _is_utf8(shown: str) -> bool:
    """Tell whether a stretch is UTF-8, but for what lost a byte that has no character here."""
    try:
        latin.to_bytes(shown).decode("utf-8")
    except ValueError:
        return 2 * sum(match.end() - match.start() for match in _CHINESE_UTF8.finditer(shown)) > len(shown)
    return True


def _read(match: re.Match[str]) -> Reading | None:
    try:
        read = latin.to_bytes(match[0]).decode("gbk")
    except ValueError:
        return None
    repair = Repair(match.start(), match.end(), match[0], read, STAGE)
    return Reading(match.start(), match.end(), read, (repair,)) if forward(repair) == match[0] else None
