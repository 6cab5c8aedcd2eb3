"""Characters without width that crawls and editors left between Chinese ones: zero-width spaces, soft hyphens, BOMs.

Not for text of scripts that need them: emoji keep their joiners, Persian and Hindi theirs, German its soft hyphens,
right-to-left pages their direction marks, Japanese pages their break marks.
"""

import re

from flows.restore.repairs import Repair

STAGE = "invisible"

_BREAKS, _JOINERS, _DIRECTIONS, _OTHERS = (
    "\u200b\u2060",
    "\u200c\u200d",
    "\u200e\u200f\u202a\u202b\u202c\u202d\u202e",
    "\ufeff\xad",
)
_ALL = _BREAKS + _JOINERS + _DIRECTIONS + _OTHERS
_RUN = re.compile(f"[{_ALL}]+")
_CHINESE = re.compile("[\u3001-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
_NEUTRAL = re.compile("[\x00-\x7f“”‘’—…·\xa0]")
_JAPANESE = re.compile("[\u3041-\u3096]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_OPENING, _CLOSING = "“‘（《「『【〔([\"'`", "”’）》」』】〕)]\"'`"


def invisible(text: str, *, damaged: bool = False) -> list[Repair]:
    """Return the repairs that take characters without width out of `text` where they stand against Chinese.

    A byte order mark at the very beginning goes only from a page `damaged` in other ways: there it is a signature.

    >>> [(one.start, one.restored_text) for one in invisible("北\u200b京", damaged=False)]
    [(1, '')]
    >>> invisible("👨\u200d👩 می\u200cخواهم", damaged=False)
    []
    """
    if not any(character in text for character in _ALL):
        return []
    meant = (_BREAKS if _JAPANESE.search(text) else "") + (_DIRECTIONS if _RIGHT_TO_LEFT.search(text) else "")
    return [
        Repair(match.start(), match.end(), match[0], "", STAGE)
        for match in _RUN.finditer(text)
        if (match.start() or damaged) and not any(one in meant for one in match[0]) and _idle(text, match)
    ]


def forward(repair: Repair) -> str:
    """Return the characters that the record has at a place: nothing else tells them."""
    return repair.source_text


def _idle(text: str, match: re.Match[str]) -> bool:
    """Tell whether Chinese stands on one side at least and nothing on the other that could need such a character."""
    before, after = (
        text[match.start() - 1 : match.start()] if match.start() else "",
        text[match.end() : match.end() + 1],
    )
    if before and after and before in _OPENING and after in _CLOSING:
        return False
    sides = [side for side in (before, after) if side]
    chinese = [bool(_CHINESE.match(side)) for side in sides]
    return any(chinese) and all(known or _NEUTRAL.match(side) for known, side in zip(chinese, sides, strict=True))
