"""What stood where a reading of a shifted run has lost characters: each inferred from the words around it.

Not for choosing between readings: flows.restore.weigh does that. Inference waits until the whole page is read, because
what the page says elsewhere is the best evidence.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from flows.restore.gap import CONTEXT, REACH, Gap, opened
from flows.restore.glossing import Look
from flows.restore.likelihood import HOLE
from flows.restore.lost import UNRESOLVED, Inference, Lost, infer, infer_pair
from flows.restore.page import Page
from flows.restore.repairs import Repair
from flows.restore.row import Row
from flows.restore.shifts import Eaten, Part, Reading

_ANY_ASCII = Inference(UNRESOLVED, "unresolved", (*"0123456789", "\n"))
_LINE_BREAK = Inference("\n", "inferred", (" ",))
_BRACKET = Inference("<", "inferred", ())
_LEAKED_TAG = re.compile("/?[a-z]{1,10}[^<>]{0,80}>")
# What an ASCII character that was eaten may have been, as far as the words around it go: a line break or a digit.
_LINE_END = Row("\n")
_EATEN = Row("\n0")
_SURE = 0.9

Found = Repair | Reading
"""What reading a page finds: a repair that is done, or a run whose lost characters are still to be inferred."""


def complete(text: str, found: Sequence[Found]) -> list[Repair]:
    """Return the repairs of `text`, with every lost character of the readings among them inferred; all in order."""
    read, places = _read(text, found)
    read += "\n"
    page, recent, passed = Page(Look(read), 0), "", 0
    repairs: list[Repair] = []
    for one, at in zip(found, places, strict=True):
        if isinstance(one, Repair):
            repairs.append(one)
            continue
        end = at + len(one.parts)
        recent = (recent + read[max(passed, at - REACH) : at])[-REACH:]
        inferences, filled = fill(one.parts, recent, read[end : end + CONTEXT].partition(HOLE)[0], page, page.own)
        recent, passed = recent + filled, end
        repairs += _repairs(text, one, inferences)
    return repairs


def _read(text: str, found: Sequence[Found]) -> tuple[str, list[int]]:
    """Return `text` with all that was found in its place, lost characters as holes, and where each begins there."""
    pieces: list[str] = []
    places = []
    end = length = 0
    for one in found:
        between = text[end : one.start]
        written = one.restored_text if isinstance(one, Repair) else with_holes(one.parts)
        pieces += between, written
        places.append(length + len(between))
        length += len(between) + len(written)
        end = one.end
    return "".join(pieces) + text[end:], places


def fill(
    parts: Sequence[Part], left: str, right: str, page: Page, own: Mapping[str, int]
) -> tuple[tuple[Inference | None, ...], str]:
    """Return what is inferred for each part of a reading, and its text with the likeliest characters filled in.

    A part whose character is known has no inference. `own` counts the runs of characters that the page has elsewhere.
    """
    inferences: list[Inference | None] = []
    filled = ""
    while len(inferences) < len(parts):
        written, following = parts[len(inferences)].written, parts[len(inferences) + 1 :]
        if isinstance(written, str):
            inferences.append(None)
            filled += written
            continue
        recent = left + filled
        if isinstance(written, Eaten):
            inferred: tuple[Inference, ...] = (_ANY_ASCII,)
        else:
            inferred = _infer(written, following, recent, right, page, own)
        inferences += inferred
        filled += "".join(one.likeliest for one in inferred)
    return tuple(inferences), filled


def with_holes(parts: Sequence[Part]) -> str:
    """Return what the parts say, with `HOLE` for lost characters."""
    return "".join(part.written if isinstance(part.written, str) else HOLE for part in parts)


def _infer(
    lost: Lost, following: Sequence[Part], left: str, right: str, page: Page, own: Mapping[str, int]
) -> tuple[Inference, ...]:
    """Return what is inferred for a lost character, and for the next where that is lost as well."""
    other = following[0].written if following else ""
    pair = not isinstance(other, str)
    behind = with_holes(following[pair:])
    right = behind.partition(HOLE)[0] + ("" if HOLE in behind else right)
    place = lost, other if pair else None, left[-CONTEXT:], right[:CONTEXT], opened(left)
    if place not in page.inferred:
        gap, first = Gap.between(left, right, own), page.candidates(lost)
        if isinstance(other, Eaten):
            told = _with_eaten(lost, first, right, gap)
        elif isinstance(other, Lost):
            told = infer_pair(first, page.candidates(other), gap, (lost.enough, other.enough))
            if any(isinstance(part.written, Eaten) for part in following[1:2]):
                # The second is told together with what was eaten behind it.
                told = told[:1]
        else:
            told = (infer(first, gap, lost.enough),)
        page.inferred[place] = told
    return page.inferred[place]


def _with_eaten(lost: Lost, first: Row, right: str, gap: Gap) -> tuple[Inference, ...]:
    """Return what is inferred of a lost character and of the ASCII character that went down with its byte.

    Nothing in the bytes tells which that was; but a tag that lost its bracket does, and words may tell a line break.
    """
    tag = _LEAKED_TAG.match(right)
    told, eaten = infer_pair(first, _LINE_END if tag else _EATEN, gap, (lost.enough, _SURE))
    if tag:
        return told, _BRACKET
    return told, _LINE_BREAK if eaten.character == "\n" else _ANY_ASCII


def _repairs(text: str, reading: Reading, inferences: Sequence[Inference | None]) -> Iterator[Repair]:
    """Yield the repairs of a run: one for each stretch read anew, one for each lost character."""
    start, written, end = reading.start, "", reading.start
    for index, (part, inference) in enumerate(zip(reading.parts, inferences, strict=True)):
        if inference is None:
            written, end = written + str(part.written), part.end
            continue
        if written:
            yield Repair(start, end, text[start:end], written, "shift")
            start, written = end, ""
        told = inference.character, _stage(reading.parts, index), inference.certainty, inference.alternatives
        yield Repair(start, part.end, text[start : part.end], *told)
        start = part.end
    if written:
        yield Repair(start, end, text[start:end], written, "shift")


def _stage(parts: Sequence[Part], index: int) -> str:
    """Return how the character of a part was lost: cut off, or in a pair with an ASCII character."""
    if isinstance(parts[index].written, Eaten):
        return "lost_ascii"
    paired = index + 1 < len(parts) and isinstance(parts[index + 1].written, Eaten)
    return "lost_pair" if paired else "lost_byte"
