"""What the lexicon knows about names: seeds/lexicon read once, in the shape the rules ask for."""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, get_args

from flows import lexicon

Role = Literal["verb", "bound", "joint", "either", "loose"]

KINDS = frozenset(
    (
        *("measure", "mechanism", "programme", "campaign", "policy", "body", "place", "person"),
        *("slogan", "meeting", "publication", "document"),
    )
)

THINGS = frozenset(("body", "place"))
"""Kinds of what stands somewhere, rather than being done or said."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last word of a name: what kind it tells, how much must stand before it, and what must not follow it."""

    word: str
    kind: str
    least: int
    unless: frozenset[str]


def _kind(file: str, row: dict[str, str]) -> str:
    if row["kind"] not in KINDS:
        raise ValueError(f"seeds/lexicon/{file}.csv: {row['kind']} is no kind of term; the file's head lists them")
    return row["kind"]


@cache
def heads() -> dict[str, Head]:
    """Return the heads of unquoted names by their words."""
    return {
        row["head"]: Head(row["head"], _kind("heads", row), int(row["least"]), frozenset(row["unless"].split()))
        for row in lexicon.rows("heads")
    }


@cache
def head_lengths() -> tuple[int, ...]:
    """Return the lengths that heads have, the longest first."""
    return tuple(sorted({len(word) for word in heads()}, reverse=True))


@lru_cache(maxsize=1 << 15)
def head_of(word: str) -> Head | None:
    """Return the longest head that `word` ends in.

    >>> head_of("协调机制").kind, head_of("机遇")
    ('mechanism', None)
    """
    known = heads()
    for length in head_lengths():
        if length <= len(word) and (head := known.get(word[-length:])):
            return head
    return None


@dataclass(frozen=True, slots=True)
class ProperHead(Head):
    """A head that needs a proper noun in front, and whether a well-known place or a guessed word is one."""

    places: bool
    guesses: bool


@cache
def proper_heads() -> dict[str, ProperHead]:
    """Return the heads that need a proper noun in front by their words."""
    return {
        row["head"]: ProperHead(
            row["head"],
            _kind("proper_heads", row),
            0,
            frozenset(row["unless"].split()),
            row["places"] == "yes",
            row["guesses"] == "yes",
        )
        for row in lexicon.rows("proper_heads")
    }


@lru_cache(maxsize=1 << 15)
def proper_head_of(word: str) -> str | None:
    """Return the longest of those heads that `word` ends in; one of a single character makes no word of two.

    >>> proper_head_of("新桥市场"), proper_head_of("道路"), proper_head_of("路")
    ('市场', None, '路')
    """
    known = proper_heads()
    for length in range(min(len(word), 4), 0, -1):
        if (head := word[-length:]) in known and (length > 1 or len(word) != 2):
            return head
    return None


@cache
def listed() -> dict[str, str]:
    """Return what the word that closes a list says of the names in it."""
    return {row["word"]: _kind("listed", row) for row in lexicon.rows("listed")}


@cache
def roles() -> dict[str, Role]:
    """Return the words that bound a name, each with what it does there."""
    found: dict[str, Role] = {}
    for row in lexicon.rows("bounds"):
        role = row["role"]
        if role not in get_args(Role):
            raise ValueError(f"seeds/lexicon/bounds.csv: {role} is none of {', '.join(get_args(Role))}")
        found[row["word"]] = role  # type: ignore[assignment]
    return found


@lru_cache(maxsize=1 << 15)
def role_of(word: str) -> Role | None:
    """Return what `word` does to a name behind it; an adverb with a verb does what the verb does.

    >>> role_of("建立"), role_of("全力支持"), role_of("党建引领"), role_of("的"), role_of("机制")
    ('verb', 'verb', None, 'bound', None)
    """
    known = roles()
    role = known.get(word)
    if role is None and len(word) == 4:
        first, second = known.get(word[:2]), known.get(word[2:])
        if (first and second == "verb") or (first in ("bound", "loose") and second == "either"):
            return "verb"
    return role


@cache
def quoted_heads() -> dict[str, str]:
    """Return what a word behind or at the end of a quoted name tells about its kind."""
    told = {head.word: head.kind for head in heads().values()}
    return told | {row["head"]: _kind("quoted_heads", row) for row in lexicon.rows("quoted_heads")}


@cache
def names() -> dict[str, str]:
    """Return the kinds of names that no last word tells."""
    return {row["name"]: _kind("terms", row) for row in lexicon.rows("terms")}


def place_in(word: str) -> str | None:
    """Return the place with which a longer word begins.

    >>> place_in("中国外交部"), place_in("外交部")
    ('中国', None)
    """
    return next((word[:end] for end in range(len(word) - 1, 1, -1) if word[:end] in places()), None)


@lru_cache(maxsize=1 << 15)
def parts(word: str) -> tuple[str, ...]:
    """Return a place or a body and what someone is there, where the dictionary has both as one word; else `word`.

    >>> parts("德国总理"), parts("区委书记"), parts("四川籍"), parts("总书记")
    (('德国', '总理'), ('区委', '书记'), ('四川', '籍'), ('总书记',))
    """
    for cut in range(2, len(word) if word not in offices() else 0):
        name, rest = word[:cut], word[cut:]
        if (rest in offices() and (name in places() or name in heads())) or (rest == "籍" and name in places()):
            return name, rest
    return (word,)


def names_thing(word: str) -> bool:
    """Tell whether `word` is, or ends in the head of, the name of a body or a place.

    >>> names_thing("示范区"), names_thing("国务院"), names_thing("价值")
    (True, True, False)
    """
    head = head_of(word)
    return names().get(word) in THINGS or (head is not None and head.kind in THINGS)


@cache
def places() -> frozenset[str]:
    """Return the places that are named without an administrative last word."""
    return frozenset(row["name"] for row in lexicon.rows("places"))


@cache
def holidays() -> frozenset[str]:
    """Return the names of holidays, which date something and name nothing else: “五一”."""
    return frozenset(row["name"] for row in lexicon.rows("holidays"))


@cache
def offices() -> dict[str, str]:
    """Return offices and forms of address, with the side on which the name stands: before, after, both."""
    return {row["office"]: row["place"] for row in lexicon.rows("offices")}


@cache
def word_set(name: str) -> frozenset[str]:
    """Return the words of a plain list in the lexicon, blank-separated ones too."""
    return frozenset(word for line in lexicon.words(name) for word in line.split())


@cache
def openings() -> tuple[str, ...]:
    """Return the words with which names begin, so that they show a name's left edge."""
    return lexicon.words("openings")


@cache
def document_words() -> tuple[str, ...]:
    """Return the last words of titles that name documents."""
    return tuple(row["word"] for row in lexicon.rows("documents"))
