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

ENOUGH = 0.75
"""The share of the likelihood that a candidate needs to be published as inferred."""

_ALTERNATIVES = 4
_TRIED = 8


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
    return _published(ranked, 0)


def infer_pair(first: Sequence[str], second: Sequence[str], gap: Gap) -> tuple[Inference, Inference]:
    """Tell which characters stood in `gap` where two in a row are lost.

    Words decide before single characters do: only the likeliest of `first` are tried with characters that make no
    word with them.
    """
    alone = Gap.between(gap.before, "", gap.own)
    likeliest = sorted(first, key=lambda one: -alone.fit(simplify(one)))[:_TRIED]
    known = words()
    plain_first, plain_second = simplify("".join(first)), simplify("".join(second))
    pairs = {
        one + other
        for one, plain_one in zip(first, plain_first, strict=True)
        for other, plain_other in zip(second, plain_second, strict=True)
        if plain_one + plain_other in known
    }
    pairs |= {one + other for one in likeliest for other in second}
    ranked = _shares({pair: gap.fit_pair(simplify(pair)) for pair in sorted(pairs)})
    return _published(ranked, 0), _published(ranked, 1)


def _shares(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    """Return what was scored with its share of the likelihood, the likeliest first."""
    highest = max(scores.values())
    weights = {written: math.exp(value - highest) for written, value in scores.items()}
    total = sum(weights.values())
    return sorted(((written, weight / total) for written, weight in weights.items()), key=lambda item: -item[1])


def _published(ranked: Sequence[tuple[str, float]], at: int) -> Inference:
    """Return what is published of the characters ranked, or of those at one place of the strings ranked."""
    best, share = ranked[0]
    nearest = (written[at] for written, _ in ranked[1 : _ALTERNATIVES + 1])
    others = tuple(dict.fromkeys(character for character in nearest if character != best[at]))
    if share >= ENOUGH:
        return Inference(best[at], "inferred", others)
    return Inference(UNRESOLVED, "unresolved", (best[at], *others))
