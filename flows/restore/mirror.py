"""Undo what a mirror's two tools did to a page: glosses, runs shifted by a byte, bytes lost in front of marks.

Not for other kinds of damage, and not for pages that show no sign of these tools: they come back without a repair.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from flows.restore import glosses, glossing, shifts, weigh
from flows.restore.gap import CONTEXT
from flows.restore.page import Page
from flows.restore.repairs import Repair
from flows.restore.script import in_common_use

# How much likelier, in natural logarithms, a run's reading must be than the text as it stands.
_SURE_PAGE, _ANY_PAGE = 2.0, 14.0


@cache
def _site(damaged: bool) -> re.Pattern[str]:
    """Return the pattern of a place where a run may begin: a gloss whose bracket went down, or a cut.

    A cut shows as `?` in front of a mark. Where a page lost even that, what stands behind the mark betrays it: a rare
    character on a page known to be damaged, two of them or a private-use one on any other.
    """
    cut = f"[{''.join(sorted(shifts.CUT_FORMS))}]"
    beyond_ascii = r"[^\x00-@\s]"
    rare = f"[^\\x00-\\u245f\\u2500-\\u303f\\uff00-\\uffef{in_common_use()}]"
    rare_han = f"[^\\x00-\\u33ff\\uff00-\\uffef{in_common_use()}]"
    if damaged:
        behind = rf"{beyond_ascii}|\?{cut}|\?$"
        strange = rf"{beyond_ascii}{{0,4}}{rare}|[A-~]\({glosses.PINYIN}\)"
    else:
        behind = beyond_ascii
        strange = rf"{beyond_ascii}{{0,3}}(?:[\ue000-\uf8ff]|{rare_han}{beyond_ascii}{{0,2}}{rare_han})"
    return re.compile(rf"\?(?:{glosses.PINYIN}\)|{cut}(?={behind}))|{cut}(?={strange})")


@dataclass(slots=True)
class _Reader:
    """Walks a page from left to right, handing out repairs; `recent` is the true text in front of `at`."""

    page: Page
    damaged: bool
    at: int = 0
    recent: str = ""
    repairs: list[Repair] = field(default_factory=list)

    def read(self) -> list[Repair]:
        """Return all repairs of the page."""
        text = self.page.text
        pinyin = {entry.character: entry.pinyin for entry in self.page.glossed}
        while match := _site(self.damaged).search(text, self.at):
            self.pass_to(match.start(), pinyin)
            self.run(match.start())
        self.pass_to(len(text), pinyin)
        return self.repairs

    def pass_to(self, to: int, pinyin: Mapping[str, str]) -> None:
        """Pass text whose bytes are in their true pairs, and take the glosses of the page's set out of it."""
        text = self.page.text
        if pinyin:
            behind_run = glosses.gloss_at(text, self.at)
            if behind_run and behind_run[1] == pinyin.get(self.recent[-1:]):
                self.repairs.append(Repair(behind_run.start(), behind_run.end(), behind_run[0], "", "gloss"))
            self.repairs += [
                Repair(match.start(2), match.end(), match[2], "", "gloss")
                for match in glosses.characters_with_pinyin(text, self.at, to)
                if match[2][1:-1] == pinyin.get(match[1])
            ]
        self.recent = (self.recent + glosses.without(text[max(self.at, to - 8 * CONTEXT) : to]))[-CONTEXT:]
        self.at = to

    def run(self, start: int) -> None:
        """Read a shifted run anew if one begins here, else pass."""
        text, table = self.page.text, self.page.table
        if glosses.ACROSS.match(text, start):
            readings = shifts.after_gloss(text, start, self.recent[-1:], table) if self.page.level else []
            margin = -float("inf")
        else:
            readings = shifts.after_cut(text, start, table)
            margin = _SURE_PAGE if self.damaged else _ANY_PAGE
        best = weigh.best(readings, self.recent, self.page)
        if best is None or best.gain < margin:
            self.recent, self.at = (self.recent + text[start])[-CONTEXT:], start + 1
            return
        self.repairs += best.repairs(text)
        self.recent, self.at = (self.recent + best.text)[-CONTEXT:], best.reading.end


def undo(text: str) -> tuple[list[Repair], Page | None]:
    """Return the repairs that undo the mirrors' tools on `text`, and what the page told of them.

    A page is taken for damaged when glosses of the tools' list say so, or when one run at least reads far better
    with its bytes paired anew.
    """
    level = glossing.level(text) if "(" in text else 0
    if not level and not _site(damaged=False).search(text):
        return [], None
    if not level:
        if not _Reader(Page(text, 0), damaged=False).read():
            return [], None
        level = glossing.level(text, proven=True) if "(" in text else 0
    page = Page(text, level)
    return _Reader(page, damaged=True).read(), page
