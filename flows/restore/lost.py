"""Lost bytes: which character stood where one of its two bytes is gone, as far as the words around can tell.

Not for finding such places: flows.restore.shifts does that from the bytes.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from flows.restore import codepage
from flows.restore.gap import Gap
from flows.restore.likelihood import words
from flows.restore.script import simplify

UNRESOLVED = "□"
"""What stands for a character that no evidence tells: the sign that editions of old texts use for a lost one."""

ENOUGH = 0.8
"""The share of the likelihood that a candidate needs to be published as inferred."""

_ALTERNATIVES = 4
_TRIED = 4


@dataclass(frozen=True, slots=True)
class Lost:
    """A character of which one byte is gone: the byte that is left, and which of the two it is."""

    known: int
    lead_known: bool

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


def infer(candidates: Sequence[str], gap: Gap) -> Inference:
    """Tell which of `candidates` stood in `gap`.

    `certain` where only one character is possible, `inferred` where the evidence for one outweighs all others
    together by `ENOUGH`, else `unresolved` with `UNRESOLVED` in its place.
    """
    if len(candidates) == 1:
        return Inference(candidates[0], "certain", ())
    plain = simplify("".join(candidates))
    ranked = _shares({one: gap.fit(simplified) for one, simplified in zip(candidates, plain, strict=True)})
    return _published(ranked)


def infer_pair(first: Sequence[str], second: Sequence[str], gap: Gap) -> tuple[Inference, Inference]:
    """Tell which characters stood in `gap` where two in a row are lost.

    Words decide before single characters do: only the likeliest of `first` are tried with characters that make no
    word with them.
    """
    alone = Gap.between(gap.before, "", gap.own)
    known = words()
    plain_first, plain_second = simplify("".join(first)), simplify("".join(second))
    likeliest = set(sorted(plain_first, key=alone.fit, reverse=True)[:_TRIED])
    scores: dict[str, float] = {}
    for one, plain in zip(first, plain_first, strict=True):
        tried = [place for place, other in enumerate(plain_second) if plain in likeliest or plain + other in known]
        fits = gap.fit_pairs(plain, (plain_second[place] for place in tried)) if tried else ()
        scores.update((one + second[place], value) for place, value in zip(tried, fits, strict=True))
    shares = _shares(scores)
    return _published(_half(shares, 0)), _published(_half(shares, 1))


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


def _published(ranked: Sequence[tuple[str, float]]) -> Inference:
    """Return what is published of a lost character's candidates, ranked with their shares."""
    (best, share), *rest = ranked[: _ALTERNATIVES + 1]
    others = tuple(character for character, _ in rest)
    if share >= ENOUGH:
        return Inference(best, "inferred", others)
    return Inference(UNRESOLVED, "unresolved", (best, *others))
