"""The few words of a paragraph that begin a rule of this package, found in one walk over all of its words.

Not for what the rules then read: most words tell no name, and a rule looks only at those that do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from flows.terms import facts
from flows.terms.people import office_of
from flows.terms.places import SMALL_UNITS, is_place
from flows.words import Remembered, Token

LIST_END = "等"


@dataclass(frozen=True, slots=True)
class Sign:
    """What one word tells."""

    head: facts.Head | None
    proper_head: facts.ProperHead | None
    name: str | None
    office: str | None
    is_place: bool
    is_unit: bool
    ends_list: bool


@dataclass(frozen=True, slots=True)
class Signs:
    """Where in a paragraph's words each rule begins, in order: the words' numbers, and what they tell."""

    heads: Sequence[tuple[int, facts.Head]]
    proper_heads: Sequence[tuple[int, facts.ProperHead]]
    names: Sequence[tuple[int, str]]
    offices: Sequence[tuple[int, str]]
    places: Sequence[int]
    units: Sequence[int]
    list_ends: Sequence[int]


def sign_of(word: str) -> Sign | None:
    """Return what `word` tells about names; None for most words.

    >>> sign_of("协调机制").head.kind, sign_of("石景山区").is_place, sign_of("推进")
    ('mechanism', True, None)
    """
    told = (
        facts.head_of(word),
        facts.proper_heads().get(facts.proper_head_of(word) or ""),
        facts.names().get(word),
        office_of(word),
        is_place(word),
        word in SMALL_UNITS,
        word == LIST_END,
    )
    return Sign(*told) if any(told) else None


_SIGNS = Remembered(sign_of)


def read_signs(tokens: Sequence[Token]) -> Signs:
    """Return what the words `tokens` tell."""
    told = [(at, sign) for at, sign in enumerate(map(_SIGNS.__getitem__, map(itemgetter(0), tokens))) if sign]
    return Signs(
        heads=[(at, sign.head) for at, sign in told if sign.head],
        proper_heads=[(at, sign.proper_head) for at, sign in told if sign.proper_head],
        names=[(at, sign.name) for at, sign in told if sign.name],
        offices=[(at, sign.office) for at, sign in told if sign.office],
        places=[at for at, sign in told if sign.is_place],
        units=[at for at, sign in told if sign.is_unit],
        list_ends=[at for at, sign in told if sign.ends_list],
    )
