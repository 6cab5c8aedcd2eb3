"""Undo what a mirror's two tools did to a page: glosses, runs shifted by a byte, bytes lost in front of marks.

Not for other kinds of damage, and not for pages that show no sign of these tools: they come back without a repair.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import cache

from flows.restore import codepage, glosses, glossing, shifts, weigh
from flows.restore.filling import Found, complete
from flows.restore.gap import CONTEXT, REACH
from flows.restore.likelihood import log_likelihood
from flows.restore.page import Page
from flows.restore.repairs import Repair
from flows.restore.script import in_common_use

# How much likelier, in natural logarithms, a run's reading must be than the text as it stands: on a page known to be
# damaged, where nothing but the words shows a cut there, and on any page.
_SURE_PAGE, _UNSEEN_CUT, _ANY_PAGE = 2.0, 8.0, 16.0

# Text whose characters are on average likelier than this needs no second look.
_SOUND = -9.0
_LOOK = 4


class Search(Enum):
    """How closely a page is searched for runs, by what is known of it."""

    UNKNOWN = "nothing is known to be damaged"
    DAMAGED = "mirrors were at work"
    DROPPED = "mirrors were at work, and left no `?` where they cut"


@cache
def _site(search: Search) -> re.Pattern[str]:
    """Return the pattern of a place where a run may begin: a gloss whose bracket went down, or a cut.

    A cut shows as `?` in front of a mark, or of several where one mark stood behind another. Where a page lost even
    that, what stands behind the mark betrays it: two rare characters or a private-use one on any page, a rare one on a
    damaged page; where such cuts were found, every mark is looked at.
    """
    cut = f"[{''.join(sorted(shifts.CUT_FORMS))}]"
    beyond_ascii = r"[^\x00-@\s]"
    common = in_common_use()
    behind = rf"[!-~]?{beyond_ascii}" if search is Search.UNKNOWN else rf"[!-~]?{beyond_ascii}|\?"
    match search:
        case Search.UNKNOWN:
            rare = f"[^\\x00-\\u33ff\\uff00-\\uffef{common}]"
            strange = rf"{beyond_ascii}{{0,3}}(?:[\ue000-\uf8ff]|{rare}{beyond_ascii}{{0,2}}{rare})"
        case Search.DAMAGED:
            rare = f"[^\\x00-\\u245f\\u2500-\\u303f\\uff00-\\uffef{common}]"
            strange = rf"{beyond_ascii}{{0,4}}{rare}|[A-~]\({glosses.PINYIN}\)"
        case Search.DROPPED:
            strange = rf"{beyond_ascii}|(?<=[!?;！？；]){cut}"
    return re.compile(rf"\?(?:{glosses.PINYIN}\)|{cut}{{1,8}}(?={behind}))|{cut}(?={strange})")


@dataclass(slots=True)
class _Reader:
    """Walks a page from left to right, handing out repairs; `recent` is the true text in front of `at`."""

    page: Page
    search: Search
    at: int = 0
    recent: str = ""
    found: list[Found] = field(default_factory=list)

    def read(self) -> list[Found]:
        """Return the page's repairs and the runs on it, in order."""
        text = self.page.text
        pinyin = {entry.character: f"({entry.pinyin})" for entry in self.page.glossed}
        while match := _site(self.search).search(text, self.at):
            self.pass_to(match.start(), pinyin)
            self.run(match.start())
        self.pass_to(len(text), pinyin)
        return self.found

    def finds_one(self) -> bool:
        """Tell whether there is a run on the page, and read no further than that."""
        while not self.found and (match := _site(self.search).search(self.page.text, self.at)):
            self.pass_to(match.start(), {})
            self.run(match.start())
        return bool(self.found)

    def pass_to(self, to: int, pinyin: Mapping[str, str]) -> None:
        """Pass text whose bytes are in their true pairs, and take out the glosses that `pinyin` has for characters."""
        text = self.page.text
        if pinyin:
            behind_run = glosses.gloss_at(text, self.at)
            if behind_run and behind_run[0] == pinyin.get(self.recent[-1:]):
                self.found.append(Repair(behind_run.start(), behind_run.end(), behind_run[0], "", "gloss"))
            self.found += [
                Repair(match.start(2), match.end(), gloss, "", "gloss")
                for match in glosses.characters_with_pinyin(text, self.at, to)
                if match[2] == (gloss := pinyin.get(match[1], ""))
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
            readings = shifts.after_cut(text, start, table) if self.worth_reading(start) else []
            margin = self.margin(start)
        best = weigh.best(readings, self.recent, self.page, margin)
        if best is None:
            self.recent, self.at = (self.recent + text[start])[-CONTEXT:], start + 1
            return
        reading, says = best
        self.found.append(reading)
        self.recent, self.at = (self.recent + says)[-CONTEXT:], reading.end

    def worth_reading(self, start: int) -> bool:
        """Tell whether what stands behind a mark is unlikely enough to be weighed as a run."""
        text = self.page.text
        if text[start] == text[start + 2 : start + 3] == "?" and text[start + 3 : start + 4] not in shifts.CUT_FORMS:
            # An author's `?!?`, unless a quotation may end there.
            return start + 3 == len(text) or "“" in text[max(0, start - REACH) : start]
        if self.search is not Search.DROPPED or text[start] == "?" or text[start + 1 : start + 2].isascii():
            return True
        behind = glosses.without(text[start + 1 : start + 3 * _LOOK])[:_LOOK]
        return log_likelihood(behind) < _SOUND * len(behind)

    def margin(self, start: int) -> float:
        """Return how much likelier than the text as it stands a run at `start` must be."""
        if self.search is Search.UNKNOWN:
            return _ANY_PAGE
        return _SURE_PAGE if self.page.text[start] == "?" else _UNSEEN_CUT


def undo(text: str) -> tuple[list[Repair], Page | None]:
    """Return the repairs that undo the mirrors' tools on `text`, and what the page told of them.

    A page is taken for damaged when glosses of the tools' list say so, or when one run at least reads far better
    with its bytes paired anew.
    """
    look = glossing.Look(text)
    level = glossing.level(look) if "(" in text else 0
    if not level:
        if not _site(Search.UNKNOWN).search(text) or not _Reader(Page(look, 0), Search.UNKNOWN).finds_one():
            return [], None
        level = glossing.level(look, proven=True) if "(" in text else 0
    page = Page(look, level)
    found = _Reader(page, Search.DAMAGED).read()
    if _dropped(text, found):
        found = _Reader(page, Search.DROPPED).read()
    return complete(text, found), page


def _dropped(text: str, found: Sequence[Found]) -> bool:
    """Tell whether most cuts of a page left no `?` behind."""
    cuts = [place for one in found if isinstance(one, shifts.Reading) for place in shifts.cuts(one)]
    return 2 * sum(codepage.LOST not in text[start:end] for start, end in cuts) > len(cuts)
