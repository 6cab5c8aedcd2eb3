"""What was seen and not published, and why: the one record that every extractor may hand back instead of a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reject:
    """Text that was recognised and left out on purpose.

    `start` and `end` are character offsets, half-open, in the text that was read.
    `stage` names the extractor (figures, dates, terms …), `reason` says in a few words why.
    """

    stage: str
    start: int
    end: int
    text: str
    reason: str
