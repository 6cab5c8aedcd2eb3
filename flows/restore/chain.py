"""Stages of restoration, one after the other: what each undoes, and how it is done again for the proof.

Not for what a stage knows: each has a module of its own.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flows.restore import commas, entities, gbk_as_latin1, invisible, mirror, tags, utf8_as_gbk, utf8_as_latin1, width
from flows.restore.proof import reproduce
from flows.restore.repairs import OffsetMap, Repair, apply, redo
from flows.restore.talk import speaks_of

_MISREAD = (
    (gbk_as_latin1.gbk_as_latin1, gbk_as_latin1.forward),
    (utf8_as_latin1.utf8_as_latin1, utf8_as_latin1.forward),
    (utf8_as_gbk.utf8_as_gbk, utf8_as_gbk.forward),
)
_MOST_LAYERS = 4


@dataclass(frozen=True, slots=True)
class Done:
    """What one stage changed: its repairs, the text that they give, and the way back to the text it was given."""

    repairs: Sequence[Repair]
    text: str
    again: Callable[[], str]
    """Damages `text` anew by the stage's forward model; raises ValueError where that cannot be."""
    gloss_level: int = 0


def stages(text: str) -> list[Done]:
    """Return what each stage that found damage changed, in the order of undoing: the last damage first."""
    done = _misread(text)
    misread = bool(done)

    def now() -> str:
        return done[-1].text if done else text

    done += _one(now(), invisible.invisible(now(), damaged=misread), invisible.forward)
    mirrored = _mirrored(now())
    done += mirrored
    found = _one(now(), entities.entities(now(), damaged=misread or bool(mirrored)), entities.forward)
    done += found
    if found:
        done += _one(now(), invisible.invisible(now(), damaged=True), invisible.forward)
    if mirrored:
        done += _one(now(), tags.tags(now()), tags.forward)
        done += _one(now(), commas.commas(now()), commas.forward)
    return done


def _one(text: str, repairs: Sequence[Repair], forward: Callable[[Repair], str]) -> list[Done]:
    if not repairs:
        return []
    restored = apply(text, repairs)
    return [Done(repairs, restored, lambda: redo(restored, repairs, forward))]


def _misread(text: str) -> list[Done]:
    """Undo misread encodings, one layer at a time; who explains such damage shows it on purpose."""
    done: list[Done] = []
    for _ in range(_MOST_LAYERS):
        before = len(done)
        for undo, forward in _MISREAD:
            at_hand = done[-1].text if done else text
            repairs = undo(at_hand)
            if repairs and (done or not _explained(text, repairs)):
                done += _one(at_hand, repairs, forward)
        if len(done) == before:
            break
    return done


def _explained(text: str, repairs: Sequence[Repair]) -> bool:
    """Tell whether a text that speaks of encodings is mostly sound."""
    damaged = sum(repair.end - repair.start for repair in repairs)
    beyond_ascii = sum(not character.isascii() for character in text)
    return 2 * damaged < beyond_ascii and speaks_of("encoding_talk", text)


def _mirrored(text: str) -> list[Done]:
    """Undo the mirrors' two tools, and give back the width of the marks that the crawl narrowed."""
    repairs, page = mirror.undo(text)
    if not repairs or page is None:
        return []
    widened = _with_widened(text, repairs)
    return [Done(widened, apply(text, widened), lambda: reproduce(text, widened, page), page.level)]


def _with_widened(source: str, repairs: Sequence[Repair]) -> list[Repair]:
    """Return `repairs` with the marks that the crawl narrowed, in source order; those of entities and tags stay."""
    offsets = OffsetMap(repairs)
    restored = apply(source, repairs)
    kept = {
        at
        for pattern in (entities.ENTITY, tags.LEAKED)
        for match in pattern.finditer(restored)
        for at in range(match.start(), match.end())
    }
    widened = []
    for one in width.widen(restored):
        if one.offset in kept:
            continue
        at = offsets.at(one.offset)
        certainty = "certain" if one.between else "inferred"
        widened.append(Repair(at, at + 1, source[at], one.mark, "width", certainty))
    return sorted([*repairs, *widened])
