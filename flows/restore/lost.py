"""Lost bytes: which character stood where one of its two bytes is gone, as far as the words around can tell.

Not for finding such places: flows.restore.shifts does that from the bytes.
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from flows import lexicon
from flows.restore import codepage
from flows.restore.likelihood import LONGEST_WORD, is_verb, is_word, log_likelihood, prefixes, score
from flows.restore.script import simplify

UNRESOLVED = "□"
"""What stands for a character that no evidence tells: the sign that editions of old texts use for a lost one."""

ENOUGH = 0.75
"""The share of the likelihood that a candidate needs to be published as inferred."""

# What a pair or a run of three that the document has elsewhere adds, by the logarithm of its count.
_NEAR, _WIDE = 1.0, 1.0

# A full-width blank belongs at a line's beginning, where nothing else is so likely.
_INDENT = -1.0
# A verb is what follows a modal verb.
_VERB = 2.0

_CONTEXT = 8
_ALTERNATIVES = 4
_TRIED = 8

# A full stop stands between clauses, and clauses are seldom so short: natural logarithms by the clause's length.
_CLAUSE_BEFORE = {0: -20.0, 1: -7.0, 2: -3.0, 3: -1.5}
_CLAUSE_BEHIND = {0: -9.0, 1: -5.0, 2: -1.0}
_LONGEST_SHORT_CLAUSE = 3
# A full stop before a closing quote is one habit, not two rare events.
_STOP_BEFORE_QUOTE = 1.0
_QUOTES = ("”", "’")
_PAUSES = frozenset("，。！？；：、,!?;:\n")
_EDGES = _PAUSES | frozenset("“‘《（(")
# No mark stands right behind a pause or an opening quote.
_MARK_ON_MARK = -9.0


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


def infer(candidates: Sequence[str], left: str, right: str, own: Mapping[str, int]) -> Inference:
    """Tell which of `candidates` stood between `left` and `right`.

    `certain` where only one character is possible, `inferred` where the evidence for one outweighs all others
    together by `ENOUGH`, else `unresolved` with `UNRESOLVED` in its place.
    """
    ranked = rank(candidates, left, right, own)
    if len(ranked) == 1:
        return Inference(ranked[0][0], "certain", ())
    best, share = ranked[0]
    others = tuple(character for character, _ in ranked[1 : _ALTERNATIVES + 1])
    if share >= ENOUGH:
        return Inference(best, "inferred", others)
    return Inference(UNRESOLVED, "unresolved", (best, *others))


def rank(candidates: Sequence[str], left: str, right: str, own: Mapping[str, int]) -> list[tuple[str, float]]:
    """Return `candidates` with their shares of the likelihood, the likeliest first."""
    before = simplify(left[-_CONTEXT:])
    after = simplify(right[:_CONTEXT])
    heads = prefixes(before)
    tails = _suffixes(after)
    return _shares(
        {
            character: _fit(character, before, after, heads, tails) + _echo(character, before, after, own)
            for character in candidates
        }
    )


def infer_pair(
    first: Sequence[str], second: Sequence[str], left: str, right: str, own: Mapping[str, int]
) -> tuple[Inference, Inference]:
    """Tell which characters stood between `left` and `right` where two in a row are lost.

    Words decide before single characters do: only the likeliest of `first` are tried with characters that make no
    word with them.
    """
    likeliest = [character for character, _ in rank(first, left, "", own)[:_TRIED]]
    pairs = {one + other for one in first for other in second if is_word(simplify(one + other))}
    pairs |= {one + other for one in likeliest for other in second}
    before, after = left[-_CONTEXT:], right[:_CONTEXT]
    scores = {}
    for one, other in sorted(pairs):
        echo = _echo(one, before, other + after, own) + _echo(other, before + one, after, own)
        stop = _stop(before, other + after) if one == "。" else _stop(before + one, after) if other == "。" else 0.0
        scores[one + other] = log_likelihood(before + one + other + after) + echo + stop
    ranked = _shares(scores)
    best, share = ranked[0]
    others = [pair for pair, _ in ranked[1 : _ALTERNATIVES + 1]]
    if share >= ENOUGH:
        return tuple(Inference(best[at], "inferred", _others(best, others, at)) for at in (0, 1))  # type: ignore[return-value]
    return tuple(
        Inference(UNRESOLVED, "unresolved", (best[at], *_others(best, others, at))) for at in (0, 1)
    )  # type: ignore[return-value]


def _others(best: str, pairs: Sequence[str], at: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pair[at] for pair in pairs if pair[at] != best[at]))


def _shares(scores: Mapping[str, float]) -> list[tuple[str, float]]:
    highest = max(scores.values())
    weights = {written: math.exp(value - highest) for written, value in scores.items()}
    total = sum(weights.values())
    return sorted(((written, weight / total) for written, weight in weights.items()), key=lambda item: -item[1])


def _suffixes(plain: str) -> list[float]:
    """Return, for each start, the log likelihood of the best segmentation from there to the end."""
    best = [0.0] * (len(plain) + 1)
    for start in range(len(plain) - 1, -1, -1):
        ends = range(start + 1, min(len(plain), start + LONGEST_WORD) + 1)
        best[start] = max(score(plain[start:end]) + best[end] for end in ends)
    return best


def _echo(character: str, before: str, after: str, own: Mapping[str, int]) -> float:
    """Return how much the document says elsewhere what `character` would make it say here."""
    whole = before[-2:] + simplify(character) + after[:2]
    at = len(before[-2:])
    near = [whole[max(0, at - 1) : at + 1], whole[at : at + 2]]
    wide = [whole[max(0, at - 2) : at + 1], whole[max(0, at - 1) : at + 2], whole[at : at + 3]]
    clash = whole[at - 1 : at + 1] if at else "", whole[at : at + 2]
    return sum(_MARK_ON_MARK for pair in clash if _clashes(pair)) + sum(
        weight * math.log1p(own.get(piece, 0))
        for weight, length, some in ((_NEAR, 2, near), (_WIDE, 3, wide))
        for piece in some
        if len(piece) == length
    )


def _clashes(pair: str) -> bool:
    return len(pair) == 2 and pair[0] in _EDGES and pair[1] in _PAUSES and "\n" not in pair


def _fit(character: str, before: str, after: str, heads: list[float], tails: list[float]) -> float:
    """Return the log likelihood of the best segmentation of `before` + `character` + `after`."""
    plain = simplify(character)
    if plain == "\u3000" and before[-1:] in ("", "\n", "\u3000"):
        return heads[-1] + _INDENT + tails[0]
    if plain == "。":
        return heads[-1] + _stop(before, after) + score(plain) + tails[0]
    best = -math.inf
    for taken in range(min(len(before), LONGEST_WORD - 1) + 1):
        left, word = before[: len(before) - taken], before[len(before) - taken :] + plain
        wants_verb = left.endswith(_modals())
        for more in range(min(len(after), LONGEST_WORD - len(word)) + 1):
            value = score(word + after[:more])
            if value > -math.inf:
                if wants_verb:
                    value += _VERB if is_verb(word + after[:more]) else -_VERB
                best = max(best, heads[len(left)] + value + tails[more])
    return best


@cache
def _modals() -> tuple[str, ...]:
    return lexicon.words("modals")


def _stop(before: str, after: str) -> float:
    """Return what the place says for or against a full stop."""
    behind = after.lstrip("”’")
    value = _CLAUSE_BEFORE.get(_clause(reversed(before), _EDGES), 0.0) + _CLAUSE_BEHIND.get(_clause(behind, _PAUSES), 0.0)
    return value + (_STOP_BEFORE_QUOTE if after[:1] in _QUOTES else 0.0)


def _clause(characters: Iterable[str], edges: frozenset[str]) -> int:
    """Return how many characters stand before the next mark, counting no further than clauses may be called short."""
    length = 0
    for character in characters:
        if character in edges or length > _LONGEST_SHORT_CLAUSE:
            break
        length += 1
    return length
