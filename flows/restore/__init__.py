"""Get the original text of a mangled document back where its bytes allow, with proof; leave sound text alone.

Not for reading files (flows.documents) and not for correcting what authors wrote.
"""

from dataclasses import dataclass

from flows.restore import chain
from flows.restore.compose import compose
from flows.restore.repairs import OffsetMap, Repair, apply

__all__ = ["OffsetMap", "Repair", "Restored", "restore"]


@dataclass(frozen=True, slots=True)
class Restored:
    """A restored text, what was changed to get it, and whether doing the damage again gives the input back."""

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
    >>> restore("鍖椾含鏃ユ姤").text
    '北京日报'

    Text that shows no sign of damage comes back as the same object.

    >>> sound = "漢(hàn)字?!真的?"
    >>> restore(sound).text is sound
    True
    """
    done = chain.stages(text)
    repairs: tuple[Repair, ...] = ()
    for stage in done:
        repairs = tuple(compose(text, repairs, stage.repairs)) if repairs else tuple(stage.repairs)
    restored = done[0].text if len(done) == 1 else apply(text, repairs) if repairs else text
    level = max((stage.gloss_level for stage in done), default=0)
    return Restored(restored, repairs, _reproduced(text, done), level)


def _reproduced(text: str, done: list[chain.Done]) -> bool:
    """Tell whether each stage's damage, done again to what the stage gave, is what it was given."""
    given = [text, *(stage.text for stage in done)]
    try:
        return all(stage.again() == source for stage, source in zip(done, given, strict=False))
    except ValueError:
        return False
