"""Names in a text: measures, mechanisms, programmes, campaigns, policies, bodies, places, people, slogans, meetings.

Not for keywords, and not for linking two mentions to one thing. Precision comes first: a name of which an edge is in
doubt is left out, with a Reject that says so.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter

from flows import words
from flows.rejects import Reject
from flows.restore.script import simplify
from flows.terms import facts
from flows.terms.headed import EDITION, find_headed
from flows.terms.left import DASHES
from flows.terms.listed import find_listed
from flows.terms.named import find_named
from flows.terms.organs import read_organs
from flows.terms.people import find_people
from flows.terms.places import find_places, is_place
from flows.terms.quoted import CONGRESS, find_quoted, find_titles
from flows.terms.record import Term
from flows.terms.signs import read_signs
from flows.terms.speakers import find_doers, find_speakers, with_others
from flows.words import Token

__all__ = ["Reject", "Term", "find_terms", "read_terms"]

_PAIRS = dict(zip("”」』》", "“「『《", strict=True))
_OPENING = frozenset(_PAIRS.values())
_MARK = re.compile(f"[{''.join(_PAIRS)}{''.join(_PAIRS.values())}]")
_STATE = "中国"
_NUMBERED = re.compile("十[一二三四五六七八九]?大")
_IN_NAME = re.compile(r"[^。！？!?；;：:，,□]{1,12}")


def find_terms(text: str) -> list[Term]:
    """Return the names in one paragraph, in order; no two overlap, and offsets hold in `text`.

    >>> [(term.text, term.kind) for term in find_terms("北京市委深化“街鄉吹哨、部門報到”機制")]
    [('北京市委', 'body'), ('街鄉吹哨、部門報到', 'mechanism')]
    """
    return [found for found in read_terms(text) if isinstance(found, Term)]


def read_terms(text: str) -> list[Term | Reject]:
    """Return the names in one paragraph and, as rejects, what was seen and not published, in order.

    >>> [(found.text, found.reason) for found in read_terms("戰“疫”是一場“大考”")]
    [('疫', 'single character'), ('大考', 'figure of speech')]
    """
    plain = simplify(text)
    tokens, signs = read_signs(words.cut(plain))
    quoted = [*find_titles(text, plain), *find_quoted(text, plain, tokens)]
    shut = _outermost(found for found in quoted if isinstance(found, Term) or found.reason != "quotation")
    names = list(_find_names(text, plain, tokens, signs.names))
    people = [
        *(name for name in names if name.kind == "person"),
        *find_people(text, plain, tokens, signs.offices),
        *find_speakers(text, tokens, signs.spoken),
        *find_doers(text, tokens, signs.new),
    ]
    found = [
        *find_headed(text, tokens, signs.heads, _opened(plain, tokens)),
        *names,
        *find_named(text, tokens, signs.proper_heads),
        *find_listed(text, tokens, signs.list_ends),
        *with_others(text, plain, tokens, people),
        *find_places(text, tokens, signs.places, signs.units),
    ]
    free = [one for one in found if not _lies_in(one, shut)] if shut else found
    return _without_overlaps([*quoted, *read_organs(text, plain, tokens, free)])


def _outermost(found: Iterable[Term | Reject]) -> list[tuple[int, int]]:
    """Return the spans that lie in no other, in order."""
    spans: list[tuple[int, int]] = []
    for span in sorted(((one.start, one.end) for one in found), key=lambda span: (span[0], -span[1])):
        if not spans or spans[-1][1] < span[1]:
            spans.append(span)
    return spans


def _lies_in(one: Term | Reject, spans: Sequence[tuple[int, int]]) -> bool:
    at = bisect_right(spans, one.start, key=lambda span: span[0])
    return at > 0 and one.end <= spans[at - 1][1]


def _opened(plain: str, tokens: Sequence[Token]) -> dict[int, int]:
    """Return, for each closing mark behind what may be part of a name, the token of its opening mark."""
    found: dict[int, int] = {}
    open_at: dict[str, int] = {}
    for mark in _MARK.finditer(plain):
        if mark[0] in _OPENING:
            open_at[mark[0]] = mark.start()
        elif (start := open_at.pop(_PAIRS[mark[0]], -1)) >= 0 and _IN_NAME.fullmatch(plain, start + 1, mark.start()):
            opening = words.token_at(tokens, start)
            if opening is not None:
                found[mark.start()] = opening
    return found


def _find_names(text: str, plain: str, tokens: Sequence[Token], names: Sequence[tuple[int, str]]) -> Iterator[Term]:
    for match in CONGRESS.finditer(plain) if "届" in plain or _NUMBERED.search(plain) else ():
        start = _host(tokens, match.start())
        yield Term(start, match.end(), text[start : match.end()], "meeting")
    for at, kind in names:
        _, start, end = tokens[at]
        if kind == "meeting":
            start = tokens[_hosted(tokens, at)][1]
        elif kind == "body" and at and tokens[at - 1][0] == _STATE:
            start = tokens[at - 1][1]  # 中国|银保监会
        yield Term(start, end, text[start:end], kind)


def _host(tokens: Sequence[Token], offset: int) -> int:
    """Return where the body begins whose session begins at `offset`: 中共|江苏省|委|十三届十次全会."""
    at = bisect_right(tokens, offset, key=itemgetter(1)) - 1
    while at and (is_place(before := tokens[at - 1][0]) or before == "中共" or before in facts.heads()):
        at -= 1
    return tokens[at][1]


def _hosted(tokens: Sequence[Token], at: int) -> int:
    """Return the token with which the games or the fair begin whose name is token `at`: 第十八届|中国|—|东盟博览会."""
    if at > 1 and tokens[at - 1][0] in DASHES and tokens[at - 2][0] in facts.places():
        at -= 2
    elif at and (tokens[at - 1][0] in facts.places() or tokens[at - 1][0] in facts.openings()):
        at -= 1
    return at - (at > 0 and EDITION.fullmatch(tokens[at - 1][0]) is not None)


def _without_overlaps(found: list[Term | Reject]) -> list[Term | Reject]:
    """Return terms and rejects in order, of overlapping terms the first and longest one."""
    terms: list[Term] = []
    for term in sorted((one for one in found if isinstance(one, Term)), key=lambda one: (one.start, -one.end)):
        if not terms or terms[-1].end <= term.start:
            terms.append(term)
    rejects = {(one.start, one.end): one for one in found if isinstance(one, Reject)}
    for term in terms if rejects else ():
        rejects.pop((term.start, term.end), None)
    return sorted([*terms, *rejects.values()], key=lambda one: (one.start, one.end)) if rejects else [*terms]
