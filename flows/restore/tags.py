"""Closing tags that leaked into the text of mirror pages: `</p>`, and `?/p>` where a lead byte took the `<` along.

Not for HTML: a page with opening tags means its closing ones.
"""

import re

from flows.restore.lost import UNRESOLVED
from flows.restore.repairs import Repair

STAGE = "tag"

_BLOCK = "p|div|li|ul|ol|td|tr|table|h[1-6]|section|article|blockquote"
LEAKED = re.compile(rf"([<?{UNRESOLVED}])/(?:({_BLOCK})|span|strong|b|em|i|a|font|u)>", re.IGNORECASE)
_OPENING = re.compile(r"<[A-Za-z]")


def tags(text: str) -> list[Repair]:
    """Return the repairs that take leaked closing tags out of `text`, a page that mirrors damaged.

    A paragraph's end becomes a line's end where none follows. Where the `<` was lost without a reading of the
    character in front of it, `UNRESOLVED` stands for that character.

    >>> [one.restored_text for one in tags("完成任务。</p>下一步?/p>")]
    ['\\n', '□']
    >>> tags("<p>完成任务。</p>")
    []
    """
    if "/" not in text or _OPENING.search(text):
        return []
    return [_repair(text, match) for match in LEAKED.finditer(text)]


def forward(repair: Repair) -> str:
    """Return the tag that the record has at a place: the text does not tell it."""
    return repair.source_text


def _repair(text: str, match: re.Match[str]) -> Repair:
    lost = UNRESOLVED if match[1] == "?" else ""
    ends = text[match.end() : match.end() + 1] in ("", "\r", "\n") or match[2] is None
    certainty = "unresolved" if lost else "certain"
    return Repair(match.start(), match.end(), match[0], lost + ("" if ends else "\n"), STAGE, certainty)
