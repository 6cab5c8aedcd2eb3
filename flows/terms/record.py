"""The one record of this package: a mention of something that has a name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A mention of a named measure, body, place, person …: `text` is the slice from `start` to `end` of the text read.

    `kind` is one of measure, mechanism, programme, campaign, policy, body, place, person, slogan, meeting,
    publication, document. `quoted` tells that the name stands in quotation marks or in 《》, which are not part of it.
    """

    start: int
    end: int
    text: str
    kind: str
    quoted: bool = False
