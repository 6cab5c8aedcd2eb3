"""Which reading of a shifted run is right, if any: the bytes allow several, and the words around decide.

Not for finding the readings: flows.restore.shifts does that.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flows.restore import glosses
from flows.restore.gap import CONTEXT, Gap
from flows.restore.likelihood import HOLE, log_likelihood
from flows.restore.lost import UNRESOLVED, Inference, Lost, infer, infer_pair
from flows.restore.page import Page
from flows.restore.repairs import Repair
from flows.restore.shifts import Eaten, Part, Reading

_ANY_ASCII = Inference(UNRESOLVED, "unresolved", (*"0123456789", "\n"))
_LEAKED_TAG = re.compile("/?[a-z]{1,10}[^<>]{0,80}>")
_SENTENCE_END = tuple("。！？”…：")
_BLANK = tuple("\n \u3000")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A reading with its lost characters inferred, and how much likelier it is than the text as it stands.

    `gain` is a difference of natural logarithms of likelihoods over the same source span.
    """

    reading: Reading
    inferences: tuple[Inference | None, ...]
    gain: float

    @property
    def text(self) -> str:
        """What the run reads as, unresolved characters marked."""
        pairs = zip(self.reading.parts, self.inferences, strict=True)
        return "".join(inference.character if inference else str(part.written) for part, inference in pairs)

    def repairs(self, source: str) -> Iterator[Repair]:
        """Yield the run's repairs: one for each stretch read anew, one for each lost character."""
        start, written, end = self.reading.start, "", self.reading.start
        for index, (part, inference) in enumerate(zip(self.reading.parts, self.inferences, strict=True)):
            if inference is None:
                written, end = written + str(part.written), part.end
                continue
            if written:
                yield Repair(start, end, source[start:end], written, "shift")
                start, written = end, ""
            stage = _stage(self.reading.parts, index)
            text, certainty, alternatives = inference.character, inference.certainty, inference.alternatives
            yield Repair(start, part.end, source[start : part.end], text, stage, certainty, alternatives)
            start = part.end
        if written:
            yield Repair(start, end, source[start:end], written, "shift")


def best(readings: Sequence[Reading], recent: str, page: Page) -> Weighed | None:
    """Return the likeliest of a run's readings, or None where there is none; `recent` is the true text in front.

    All are compared over the same source span; only the likeliest has its lost characters inferred.
    """
    if not readings:
        return None
    start, furthest = readings[0].start, max(reading.end for reading in readings)
    after = glosses.without(page.text[furthest : furthest + 5 * CONTEXT])[:CONTEXT]
    as_it_stands = log_likelihood(recent + glosses.without(page.text[start:furthest]) + after)
    rests = [glosses.without(page.text[reading.end : furthest]) + after for reading in readings]
    known = [_known(reading.parts, HOLE) for reading in readings]
    likelihoods = [log_likelihood(recent + text + rest) for text, rest in zip(known, rests, strict=True)]
    index = max(range(len(readings)), key=likelihoods.__getitem__)
    inferences, filled = _fill(readings[index], recent, rests[index], page)
    gain = log_likelihood(recent + filled + rests[index]) - as_it_stands
    return Weighed(readings[index], inferences, gain)


def _fill(reading: Reading, recent: str, rest: str, page: Page) -> tuple[tuple[Inference | None, ...], str]:
    """Return what is inferred for each part of a reading, and its text with the likeliest characters filled in."""
    inferences: list[Inference | None] = []
    filled = ""
    parts = reading.parts
    while len(inferences) < len(parts):
        written, following = parts[len(inferences)].written, parts[len(inferences) + 1 :]
        if isinstance(written, str):
            inferences.append(None)
            filled += written
            continue
        left = recent + filled
        inferred = (_eaten(left, rest),) if isinstance(written, Eaten) else _infer(written, following, left, rest, page)
        inferences += inferred
        filled += "".join(one.likeliest for one in inferred)
    return tuple(inferences), filled


def _infer(lost: Lost, following: Sequence[Part], left: str, rest: str, page: Page) -> tuple[Inference, ...]:
    """Return what is inferred for a lost character, and for the next where that is lost as well."""
    other = following[0].written if following else None
    if not isinstance(other, Lost):
        other = None
    right = _known(following[1:] if other else following) + rest
    place = lost, other, left[-CONTEXT:], right[:CONTEXT]
    if place not in page.inferred:
        gap = Gap.between(left, right, page.own)
        first = page.candidates(lost)
        page.inferred[place] = infer_pair(first, page.candidates(other), gap) if other else (infer(first, gap),)
    return page.inferred[place]


def _eaten(left: str, rest: str) -> Inference:
    """Return what is inferred of an ASCII character that went down with the byte in front of it.

    Nothing in the bytes tells which; but a tag that lost its bracket does, and between a sentence's end and the next
    there is no digit: only a line break is one character of ASCII there.
    """
    if _LEAKED_TAG.match(rest):
        return Inference("<", "inferred", ())
    if left.endswith(_SENTENCE_END) and (rest[:1] in _BLANK or "一" <= rest[:1] <= "鿿" or rest[:1] in "“《（"):
        return Inference("\n", "inferred", (" ",))
    return _ANY_ASCII


def _known(parts: Sequence[Part], hole: str = "") -> str:
    """Return what the parts say, with `hole` for lost characters; without one, only up to the first of them."""
    known = ""
    for part in parts:
        if not isinstance(part.written, str):
            if not hole:
                break
            known += hole
        else:
            known += part.written
    return known


def _stage(parts: Sequence[Part], index: int) -> str:
    """Return how the character of a part was lost: cut off, or in a pair with an ASCII character."""
    if isinstance(parts[index].written, Eaten):
        return "lost_ascii"
    paired = index + 1 < len(parts) and isinstance(parts[index + 1].written, Eaten)
    return "lost_pair" if paired else "lost_byte"
