"""Shifted runs: text whose bytes were paired one byte off, read again in their true pairs.

A run begins where a mirror's tool left half a character: at a gloss set across two characters, or at a cut in front
of a mark. It ends where true and mangled reading meet again. Not for deciding whether a run is there at all:
flows.restore.mirror weighs the readings found here against the text as it stands.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flows.restore import codepage, glosses
from flows.restore.lost import Lost

MARKS = {"！": "!", "，": ",", "？": "?", "；": ";", "、": "、", "。": "。"}
"""The marks in front of which a page may be cut, with the form that crawls write them in."""

CUT_FORMS = frozenset(MARKS) | frozenset(MARKS.values())

_FULL_WIDTH = {ascii_form: mark for mark, ascii_form in MARKS.items()}
_LONGEST = 600
_MOST_READINGS = 12


@dataclass(frozen=True, slots=True)
class Eaten:
    """An ASCII character that went down with the lead byte in front of it; nothing tells which one."""


@dataclass(frozen=True, slots=True)
class Part:
    """A character read back (or a lost one), with the end of the source text that its bytes came from."""

    written: str | Lost | Eaten
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a run: the source span [start, end) and what stood there."""

    start: int
    end: int
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class _State:
    """Where a reader of true pairs stands: the next source offset, the lead byte in hand, the byte before it."""

    at: int
    lead: int
    before: int
    parts: tuple[Part, ...]


def mark_bytes(mark: str) -> bytes:
    """Return the two bytes of a mark, given in full width or as the crawl's ASCII.

    >>> mark_bytes(",").hex(), mark_bytes("、").hex()
    ('a3ac', 'a1a2')
    """
    return codepage.encode(_FULL_WIDTH.get(mark, mark))


def after_gloss(text: str, start: int, previous: str, table: glosses.GlossTable) -> list[Reading]:
    """Return the readings of the run that begins with a gloss across two characters at `start`.

    `previous` is the true character in front of it; its last byte and the gloss's pinyin tell the byte that is gone.
    """
    match = glosses.ACROSS.match(text, start)
    if match is None or not previous:
        return []
    before = codepage.encode(previous)[-1]
    lead = table.trail_after(before, match[1])
    if lead is not None:
        return _readings(text, start, table, _State(match.end(), lead, before, ()))
    # A later cut put the reading right in front of a character whose gloss had been set across: it went down whole.
    whole = table.by_pinyin.get(match[1], ())
    return [Reading(start, match.end(), (Part(entry.character, match.end()),)) for entry in whole]


def after_cut(text: str, start: int, table: glosses.GlossTable) -> list[Reading]:
    """Return the readings of the run that begins with a cut at `start`: at its `?`, or at the mark."""
    mark = start + 1 if text[start] == "?" and text[start + 1 : start + 2] in CUT_FORMS else start
    if text[mark : mark + 1] not in CUT_FORMS:
        return []
    trail, lead = mark_bytes(text[mark])
    return _readings(text, start, table, _State(mark + 1, lead, trail, (Part(Lost(trail, lead_known=False), mark),)))


def cuts(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the source spans of a reading's lost characters, but for those that went down with an ASCII character."""
    ends = [reading.start, *(part.end for part in reading.parts)]
    followers = [*(part.written for part in reading.parts[1:]), ""]
    for start, part, following in zip(ends, reading.parts, followers, strict=False):
        if isinstance(part.written, Lost) and not isinstance(following, Eaten):
            yield start, part.end


def _readings(text: str, start: int, table: glosses.GlossTable, first: _State) -> list[Reading]:
    """Follow every way that bytes allow; one that meets no end within reason is given up."""
    found: list[Reading] = []
    open_states = [first]
    while open_states and len(found) < _MOST_READINGS:
        state = open_states.pop()
        if state.at - start > _LONGEST or state.at >= len(text):
            continue
        for following in _step(text, state, table):
            if isinstance(following, _State):
                open_states.append(following)
            else:
                found.append(Reading(start, following.end, following.parts))
    return found


def _step(text: str, state: _State, table: glosses.GlossTable) -> Iterator[_State | Reading]:
    """Yield where the reader may stand after the next source character; a Reading where the run is over."""
    character = text[state.at]
    if character == "?":
        yield from _question(text, state, table)
        return
    gloss = glosses.gloss_at(text, state.at) if character == "(" else None
    if gloss and (entry := table.by_pair.get(bytes((state.before, state.lead)))) and entry.pinyin == gloss[1]:
        yield _State(gloss.end(), state.lead, state.before, state.parts)
        return
    written = codepage.encode(character)
    if len(written) == 1:
        yield from _single_byte(state, written[0])
        return
    if character in CUT_FORMS:
        yield _cut_short(state)
    joined = _joined(state, written[0], state.at + 1)
    if joined is None:
        return
    if codepage.is_lead(written[1]):
        yield _State(state.at + 1, written[1], written[0], joined)
    elif written[1] != 0x80:
        yield Reading(0, state.at + 1, (*joined, Part(chr(written[1]), state.at + 1)))


def _single_byte(state: _State, byte: int) -> Iterator[_State | Reading]:
    """Read an ASCII character in its mangled place: a second byte, or a full-width form that the crawl narrowed."""
    if codepage.is_trail(byte) and (joined := _joined(state, byte, state.at + 1)):
        yield Reading(0, state.at + 1, joined)
    if 0x21 <= byte <= 0x7E and (joined := _joined(state, 0xA3, state.at + 1)):
        yield _State(state.at + 1, byte + 0x80, 0xA3, joined)
    if chr(byte) in CUT_FORMS and byte != ord(codepage.LOST):
        yield _cut_short(state)


def _question(text: str, state: _State, table: glosses.GlossTable) -> Iterator[_State | Reading]:
    """Read a `?` inside a run: a byte that a gloss tells, or one that a cut or an ASCII character took along."""
    across = glosses.ACROSS.match(text, state.at)
    if across:
        trail = table.trail_after(state.lead, across[1])
        if trail is not None and (joined := _joined(state, trail, across.end())):
            yield Reading(0, across.end(), joined)
        return
    if text[state.at + 1 : state.at + 2] in CUT_FORMS:
        yield Reading(0, state.at + 1, (*state.parts, Part(Lost(state.lead, lead_known=True), state.at + 1)))
        return
    end = state.at + 1
    if end == len(text):
        yield Reading(0, end, (*state.parts, Part(Lost(state.lead, lead_known=True), end)))
        return
    yield from _single_byte(state, ord("?"))
    yield Reading(0, end, (*state.parts, Part(Lost(state.lead, lead_known=True), end), Part(Eaten(), end)))


def _cut_short(state: _State) -> Reading:
    """Return the run that ends at a mark, whose cut took the second byte of the character in hand and left no `?`."""
    return Reading(0, state.at, (*state.parts, Part(Lost(state.lead, lead_known=True), state.at)))


def _joined(state: _State, trail: int, end: int) -> tuple[Part, ...] | None:
    """Return the parts with the character of the lead in hand and `trail`; None where no sound text has it."""
    character = codepage.trails(state.lead).get(trail)
    return None if character is None else (*state.parts, Part(character, end))
