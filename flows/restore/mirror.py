"""Undo what a mirror's two tools did to a page: glosses, runs shifted by a byte, bytes lost in front of marks.

Not for other kinds of damage, and not for pages that show no sign of these tools: they come back without a repair.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flows.restore import codepage, glosses, shifts
from flows.restore.likelihood import log_likelihood, pieces
from flows.restore.lost import UNRESOLVED, Inference, Lost, infer, infer_pair
from flows.restore.repairs import Repair
from flows.restore.script import foreign, is_traditional, simplify

_CONTEXT = 8
_GLOSSES = re.compile(rf"\({glosses.PINYIN}\)")
_CUT = "[,!?;、。，！？；]"
_SITE = re.compile(rf"\?{glosses.PINYIN}\)|\({glosses.PINYIN}\)|\?{_CUT}(?=[^\x00-@\s]|\?{_CUT})")

# How much likelier, in natural logarithms, a run's reading must be than the text as it stands.
_EATEN = Inference(UNRESOLVED, "unresolved", tuple("0123456789"))
_SURE_PAGE, _ANY_PAGE = 2.0, 14.0


@dataclass(frozen=True, slots=True)
class Weighed:
    """A run's reading with its lost characters inferred, and how much likelier it is than the text as it stands."""

    reading: shifts.Reading
    inferences: tuple[Inference | None, ...]
    gain: float


@dataclass(frozen=True, slots=True)
class Page:
    """What a page tells about the tools that were at work on it."""

    level: int
    table: glosses.GlossTable
    traditional: bool
    glossed: tuple[glosses.Glossed, ...]
    """The page's set, in the tool's order."""


@dataclass(slots=True)
class _Reader:
    """Walks a page from left to right, handing out repairs; `recent` is the true text just passed."""

    text: str
    page: Page
    own: Mapping[str, int]
    margin: float
    at: int = 0
    recent: str = ""
    repairs: list[Repair] = field(default_factory=list)

    def read(self) -> list[Repair]:
        """Return all repairs of the page."""
        while match := _SITE.search(self.text, self.at):
            self.skip(match.start())
            if match[0][0] == "(":
                self.gloss(match)
            else:
                self.run(match)
        return self.repairs

    def skip(self, to: int) -> None:
        """Pass text that stands as it was."""
        self.recent = (self.recent + self.text[max(self.at, to - _CONTEXT) : to])[-_CONTEXT:]
        self.at = to

    def gloss(self, match: re.Match[str]) -> None:
        """Take out a gloss if the character in front of it is one that the page's tool writes so."""
        previous = self.recent[-1:]
        entry = self.page.table.by_pair.get(codepage.encode(previous)) if previous else None
        if entry in self.page.glossed and entry and f"({entry.pinyin})" == match[0]:
            self.repairs.append(Repair(match.start(), match.end(), match[0], "", "gloss"))
            self.at = match.end()
        else:
            self.skip(match.end())

    def run(self, match: re.Match[str]) -> None:
        """Read a shifted run anew if one begins here, else pass."""
        start = match.start()
        if glosses.ACROSS.match(self.text, start):
            readings = shifts.after_gloss(self.text, start, self.recent[-1:], self.page.table) if self.page.level else []
            best = self.weigh(readings)
        else:
            best = self.weigh(shifts.after_cut(self.text, start, self.page.table))
            if best and best.gain < self.margin:
                best = None
        if best is None:
            self.skip(start + 1)
            return
        self.repairs += _repairs(self.text, best)
        for part, inference in zip(best.reading.parts, best.inferences, strict=True):
            self.recent += inference.character if inference else str(part.written)
        self.recent = self.recent[-_CONTEXT:]
        self.at = best.reading.end


    def weigh(self, readings: Sequence[shifts.Reading]) -> Weighed | None:
        """Return the likeliest of a run's readings, or None where there is none.

        All are compared over the same source span, each with its lost characters filled in.
        """
        if not readings:
            return None
        start, furthest = readings[0].start, max(reading.end for reading in readings)
        after = _plain(self.text[furthest : furthest + 5 * _CONTEXT])[:_CONTEXT]
        as_it_stands = log_likelihood(self.recent + _plain(self.text[start:furthest]) + after)
        weighed = []
        for reading in readings:
            rest = _plain(self.text[reading.end : furthest]) + after
            inferences, filled = self.fill(reading, rest)
            gain = log_likelihood(self.recent + filled + rest) - as_it_stands
            weighed.append(Weighed(reading, inferences, gain))
        return max(weighed, key=lambda one: one.gain)

    def fill(self, reading: shifts.Reading, rest: str) -> tuple[tuple[Inference | None, ...], str]:
        """Return the inferences for a reading's lost characters, and its text with the likeliest filled in."""
        inferences: list[Inference | None] = []
        filled = ""
        for index, part in enumerate(reading.parts):
            if len(inferences) > index:
                continue
            written = part.written
            if isinstance(written, str):
                inferences.append(None)
                filled += written
                continue
            following = reading.parts[index + 1 :]
            if isinstance(written, shifts.Eaten):
                inferred: tuple[Inference, ...] = (_EATEN,)
            elif following and isinstance(following[0].written, Lost):
                first, second = self.candidates(written), self.candidates(following[0].written)
                right = "".join(_until_lost(following[1:])) + rest
                inferred = infer_pair(first, second, self.recent + filled, right, self.own)
            else:
                right = "".join(_until_lost(following)) + rest
                inferred = (infer(self.candidates(written), self.recent + filled, right, self.own),)
            inferences += inferred
            filled += "".join(one.alternatives[0] if one.certainty == "unresolved" else one.character for one in inferred)
        return tuple(inferences), filled

    def candidates(self, lost: Lost) -> list[str]:
        """Return the characters that the byte left allows in the page's script."""
        traditional = self.page.traditional
        own = [one for one in lost.candidates if not foreign(one, traditional=traditional) or one in self.text]
        return own or list(lost.candidates)


def undo(text: str) -> tuple[list[Repair], Page | None]:
    """Return the repairs that undo the mirrors' tools on `text`, and what the page told of them.

    A page is taken for damaged when glosses of the tools' list say so, or when one run at least reads far better
    with its bytes paired anew.
    """
    level = glosses.level(text) if "(" in text else 0
    if not level and not _SITE.search(text):
        return [], None
    page = _page(text, level)
    own = pieces(simplify(_plain(text)))
    if not level and not _Reader(text, page, own, _ANY_PAGE).read():
        return [], None
    return _Reader(text, page, own, _SURE_PAGE).read(), page


def _page(text: str, level: int) -> Page:
    """Return what `text` tells of the tools."""
    if not level:
        return Page(0, glosses.table(), is_traditional(text), ())
    table = glosses.table().extended(glosses.beyond_the_list(text))
    return Page(level, table, is_traditional(text), glosses.page_set(text, table, level))


def _plain(text: str) -> str:
    """Return source text without glosses, as context to weigh by."""
    return _GLOSSES.sub("", text)


def _until_lost(parts: Sequence[shifts.Part]) -> Iterator[str]:
    for part in parts:
        if not isinstance(part.written, str):
            return
        yield part.written


def _repairs(text: str, best: Weighed) -> Iterator[Repair]:
    """Yield a run's repairs: one for each stretch read anew, one for each lost character."""
    start, written = best.reading.start, ""
    for index, (part, inference) in enumerate(zip(best.reading.parts, best.inferences, strict=True)):
        if isinstance(part.written, str):
            written, end = written + part.written, part.end
            continue
        if written:
            yield Repair(start, end, text[start:end], written, "shift")
            start, written = end, ""
        assert inference is not None
        yield Repair(
            start,
            part.end,
            text[start : part.end],
            inference.character,
            _stage(best.reading.parts, index),
            inference.certainty,
            inference.alternatives,
        )
        start = part.end
    if written:
        yield Repair(start, best.reading.end, text[start : best.reading.end], written, "shift")


def _stage(parts: Sequence[shifts.Part], index: int) -> str:
    """Return how the character of a part was lost: cut off, or in a pair with an ASCII character."""
    if isinstance(parts[index].written, shifts.Eaten):
        return "lost_ascii"
    paired = index + 1 < len(parts) and isinstance(parts[index + 1].written, shifts.Eaten)
    return "lost_pair" if paired else "lost_byte"
