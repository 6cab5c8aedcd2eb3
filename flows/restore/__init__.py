"""Get the original text of a mangled document back where its bytes allow, with proof; leave sound text alone.

Not for reading files (flows.documents) and not for correcting what authors wrote.
"""

from dataclasses import dataclass

from flows.restore import mirror, width
from flows.restore.proof import reproduce
from flows.restore.repairs import OffsetMap, Repair, apply

__all__ = ["OffsetMap", "Repair", "Restored", "restore"]


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored text, what was changed to get it, and whether re-mangling it gives the input back."""

    text: str
    repairs: tuple[Repair, ...]
    reproduced: bool
    gloss_level: int = 0

    @property
    def offsets(self) -> OffsetMap:
        """The map from offsets in `text` to offsets in the text that was given."""
        return OffsetMap(self.repairs)


def restore(text: str) -> Restored:
    """Return the original of `text`, as far as its bytes tell, with every change on record.

    >>> restore("北京日?qǐng)?bào)社發(fā)布").text
    '北京日報社發布'

    Text that shows no sign of the mirrors' tools comes back as the same object.

    >>> sound = "漢(hàn)字?!真的?"
    >>> restore(sound).text is sound
    True
    """
    repairs, page = mirror.undo(text)
    if not repairs or page is None:
        return Restored(text, (), reproduced=True)
    repairs = _with_widened(text, repairs)
    try:
        reproduced = reproduce(text, repairs, page) == text
    except ValueError:
        reproduced = False
    return Restored(apply(text, repairs), tuple(repairs), reproduced, page.level)


def _with_widened(source: str, repairs: list[Repair]) -> list[Repair]:
    """Return `repairs` with the marks that the crawl narrowed, in source order."""
    offsets = OffsetMap(repairs)
    widened = []
    for one in width.widen(apply(source, repairs)):
        at, _ = offsets.span(one.offset, one.offset + 1)
        certainty = "certain" if one.between else "inferred"
        widened.append(Repair(at, at + 1, source[at], one.mark, "width", certainty))
    return sorted([*repairs, *widened], key=lambda repair: (repair.start, repair.end))
