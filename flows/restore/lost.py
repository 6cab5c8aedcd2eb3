"""Lost bytes: which character stood where one of its two bytes is gone, as far as the words around can tell.

Not for finding such places: flows.restore.shifts does that from the bytes.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from flows.restore import codepage
from flows.restore.gap import Gap
from flows.restore.likelihood import pairs_by_first
from flows.restore.row import Row

UNRESOLVED = "□"
"""What stands for a character that no evidence tells: the sign that editions of old texts use for a lost one."""

ENOUGH = 0.8
"""The share of the likelihood that a candidate needs to be published as inferred."""

# Measured on news that no table was counted from: from these shares on, 98 in 100 are right. A first byte leaves more
# characters possible that fit the same words than a second byte does.
_ENOUGH_FOR_TRAIL, _ENOUGH_FOR_LEAD = 0.74, 0.88

_ALTERNATIVES = 4
_TRIED = 4


@dataclass(frozen=True, slots=True)
class Lost:
    """A character of which one byte is gone: the byte that is left, and which of the two it is."""

    known: int
    lead_known: bool

    @property
    def enough(self) -> float:
        """The share of the likelihood that a candidate needs here to be published as inferred."""
        return _ENOUGH_FOR_LEAD if self.lead_known else _ENOUGH_FOR_TRAIL

    @property
    def candidates(self) -> Iterable[str]:
        """Every character of code page 936 that has the known byte at its place."""
        return (codepage.trails(self.known) if self.lead_known else codepage.leads(self.known)).values()


@dataclass(frozen=True, slots=True)
class Inference:
    """The character put in a lost one's place, how sure that is, and the next likely ones."""

    character: str
    certainty: str
    alternatives: tuple[str, ...]

    @property
    def likeliest(self) -> str:
        """The character that evidence favours, whether or not it is published."""
        return self.alternatives[0] if self.certainty == "unresolved" else self.character


def infer(candidates: Row, gap: Gap, enough: float = ENOUGH) -> Inference:
    """Tell which of `candidates` stood in `gap`.

    `certain` where only one character is possible, `inferred` where the evidence for one outweighs all others
    together by `enough`, else `unresolved` with `UNRESOLVED` in its place.
    """
    if len(candidates) == 1:
        return Inference(candidates.characters[0], "certain", ())
    return _published(_shares(gap.fits(candidates)), enough)


def infer_pair(first: Row, second: Row, gap: Gap, enough: tuple[float, float]) -> tuple[Inference, Inference]:
    """Tell which characters stood in `gap` where two in a row are lost.

    Tried are the pairs that are words, and the likeliest of `first` with all of `second`.
    """
    alone = replace(Gap.between(gap.before, "", gap.own), opened=gap.opened)
    fits = alone.fits(first)
    scores: dict[str, float] = {}
    for one in sorted(first, key=lambda one: -fits[one])[:_TRIED]:
        behind = gap.fits_behind(first.folded[one], second)
        scores.update((one + other, value) for other, value in behind.items())
    for begun, ones in first.unfolded.items():
        for ended in sorted(pairs_by_first().get(begun, frozenset()) & second.unfolded.keys()):
            fit = gap.fit(begun + ended)
            for pair in map("".join, product(ones, second.unfolded[ended])):
                scores[pair] = max(fit, scores.get(pair, -math.inf))
    shares = _shares(scores)
    return _published(_half(shares, 0), enough[0]), _published(_half(shares, 1), enough[1])


def _half(shares: Sequence[tuple[str, float]], at: int) -> list[tuple[str, float]]:
    """Return the characters at one place of pairs, each with the share of all pairs that have it there."""
    sums: dict[str, float] = {}
    for pair, share in shares:
        sums[pair[at]] = sums.get(pair[at], 0.0) + share
    return sorted(sums.items(), key=lambda item: -item[1])


def _shares(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return what was scored with its share of the likelihood, the likeliest first."""
    highest = max(scores.values())
    weights = {written: math.exp(value - highest) for written, value in scores.items()}
    total = sum(weights.values())
    return sorted(((written, weight / total) for written, weight in weights.items()), key=lambda item: -item[1])


def _published(ranked: Sequence[tuple[str, float]], enough: float) -> Inference:
    """Return what is published of a lost character's candidates, ranked with their shares."""
    (best, share), *rest = ranked[: _ALTERNATIVES + 1]
    others = tuple(character for character, _ in rest)
    if share >= enough:
        return Inference(best, "inferred", others)
    return Inference(UNRESOLVED, "unresolved", (best, *others))
