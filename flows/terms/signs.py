"""The few words of a paragraph that begin a rule of this package, found in one walk over all of its words.

Not for what the rules then read: most words tell no name, and a rule looks only at those that do.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import itemgetter

from flows import words
from flows.terms import facts
from flows.terms.people import is_name, office_of
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
    is_spoken: bool
    is_new: bool
    is_compound: bool


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
    spoken: Sequence[int]
    new: Sequence[int]


def _named_by_place(word: str) -> str | None:
    """Return that what the dictionary has as one word and begins with its place is a body: 中国队, 中国外交部."""
    if len(word) > 3 and words.tag(word) == "nt" and word not in facts.places():
        told = facts.head_of(word) or facts.proper_heads().get(facts.proper_head_of(word) or "")
        return None if told or is_place(word) or not facts.place_in(word) else "body"
    place = word.removesuffix("队") if word.endswith("队") else word.removesuffix("政府")
    return "body" if place != word and place in facts.places() else None


def sign_of(word: str) -> Sign | None:
    """Return what `word` tells about names; None for most words.

    >>> sign_of("协调机制").head.kind, sign_of("石景山区").is_place, sign_of("推进")
    ('mechanism', True, None)
    """
    told = (
        facts.head_of(word),
        facts.proper_heads().get(facts.proper_head_of(word) or ""),
        facts.names().get(word) or _named_by_place(word),
        office_of(word),
        is_place(word),
        word in SMALL_UNITS,
        word == LIST_END,
        word in facts.word_set("speaking") or word in "：:",
        len(word) == 3 and not words.known(word) and is_name(word),
        len(facts.parts(word)) > 1,
    )
    return Sign(*told) if any(told) else None


_SIGNS = Remembered(sign_of)


def read_signs(tokens: Sequence[Token]) -> tuple[Sequence[Token], Signs]:
    """Return the words, a name and an office that the dictionary has as one word apart, and what they tell."""
    told = _told(tokens)
    if any(sign.is_compound for _, sign in told):
        tokens = list(_apart(tokens))
        told = _told(tokens)
    return tokens, Signs(
        heads=[(at, sign.head) for at, sign in told if sign.head],
        proper_heads=[(at, sign.proper_head) for at, sign in told if sign.proper_head],
        names=[(at, sign.name) for at, sign in told if sign.name],
        offices=[(at, sign.office) for at, sign in told if sign.office],
        places=[at for at, sign in told if sign.is_place],
        units=[at for at, sign in told if sign.is_unit],
        list_ends=[at for at, sign in told if sign.ends_list],
        spoken=[at for at, sign in told if sign.is_spoken],
        new=[at for at, sign in told if sign.is_new],
    )


def _told(tokens: Sequence[Token]) -> Sequence[tuple[int, Sign]]:
    return [(at, sign) for at, sign in enumerate(map(_SIGNS.__getitem__, map(itemgetter(0), tokens))) if sign]


def _apart(tokens: Sequence[Token]) -> Iterator[Token]:
    """Yield the words, 区委书记 as 区委 and 书记."""
    for word, start, _ in tokens:
        for part in facts.parts(word):
            yield part, start, start + len(part)
            start += len(part)
