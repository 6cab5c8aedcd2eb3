"""Commas that mirrors set behind other marks, at random: `,,` and `。,` and `、,`.

Not for pages without other damage of the mirrors: there two commas are the author's. Not for code, tables and figures:
a Chinese character must stand on both sides.
"""

import re

from flows.restore.repairs import Repair

STAGE = "comma"

_BEFORE, _AFTER = "[\u3400-\u9fff”’》）」』】]", "[\u3400-\u9fff“‘《（「『【\n]"
_DOUBLED = re.compile(f"(?<={_BEFORE})[，,。、]([，,])(?={_AFTER}|$)")


def commas(text: str) -> list[Repair]:
    """Return the repairs that take doubled commas out of `text`, a page that mirrors damaged.

    >>> [(one.start, one.end) for one in commas("就业，，民生。,北京、，天津")]
    [(3, 4), (7, 8), (11, 12)]
    >>> commas("a,,b 1,,2 甲,,,乙 。,”")
    []
    """
    return [
        Repair(match.start(1), match.end(1), match[1], "", STAGE, "inferred", (match[1],))
        for match in _DOUBLED.finditer(text)
    ]


def forward(repair: Repair) -> str:
    """Return the comma that the record has at a place: they were set at random."""
    return repair.source_text
