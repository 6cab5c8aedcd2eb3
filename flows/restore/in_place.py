"""Lost characters told one after the other, each in the text as far as it is known by then.

Not for which character it was: each stage's own evidence says.
"""

from collections.abc import Callable, Mapping, Sequence

from flows.restore.likelihood import pieces
from flows.restore.repairs import OffsetMap, Repair, apply
from flows.restore.script import simplify

Tell = Callable[[Repair, list[str], int, Mapping[str, int]], Repair]
"""Tells what one repair leaves open: given the repair, the text's characters so far (to be filled in with the
likeliest), where in them the repair begins, and the text's own runs of characters with their counts."""


def told(text: str, repairs: Sequence[Repair], tell: Tell) -> list[Repair]:
    """Return `repairs` with every unresolved one as `tell` has it."""
    if all(one.certainty != "unresolved" for one in repairs):
        return list(repairs)
    known = list(apply(text, repairs))
    own = pieces(simplify("".join(known)))
    places = OffsetMap(repairs).places()
    return [
        tell(one, known, start, own) if one.certainty == "unresolved" else one
        for one, (start, _) in zip(repairs, places, strict=True)
    ]
