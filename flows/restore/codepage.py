"""Code page 936 with its user-defined area: the bytes that a mirror's byte-wise tools saw.

Not for reading files (flows.documents does that): here every pair of bytes has a character, as in the editors and
web servers that made the damage, so that bytes can be re-paired without loss.
"""

import codecs
from collections.abc import Mapping
from functools import cache
from operator import add

LOST = "?"
"""What a decoder of the time put for a lead byte that the next byte cannot follow; both bytes are gone."""

OUTSIDE = 0xFF
"""Byte that stands in for a character outside the code page; no character has it as lead byte."""

_EURO = 0x80

# Decoding marks what has no character of its own; Unicode assigns none of the three, so no document holds them.
_LOST_PAIR, _DANGLING, _OUTSIDE_MARK = "\ufdd0", "\ufdd1", "\ufdd2"
_MARK_BYTES = {_LOST_PAIR: b"\x00\x00", _DANGLING: b"\x00", _OUTSIDE_MARK: bytes((OUTSIDE,))}


@cache
def _tables() -> tuple[dict[bytes, str], dict[str, bytes]]:
    """Return pair → character and character → bytes for what Python's own codec leaves out."""
    pairs = {}
    for lead in range(0x81, 0xFF):
        for trail in (*range(0x40, 0x7F), *range(0x80, 0xFF)):
            pair = bytes((lead, trail))
            character = _user_defined(lead, trail)
            if character is None:
                character = pair.decode("gbk", "replace")
                if "�" in character:
                    character = pair.decode("gb18030")
            pairs[pair] = character
    back = {character: pair for pair, character in reversed(pairs.items())}
    back["€"] = bytes((_EURO,))
    back.update(_MARK_BYTES)
    return pairs, back


def _user_defined(lead: int, trail: int) -> str | None:
    """Return the private-use character of a user-defined pair, by the three areas of code page 936."""
    if trail >= 0xA1 and 0xAA <= lead <= 0xAF:
        return chr(0xE000 + (lead - 0xAA) * 94 + trail - 0xA1)
    if trail >= 0xA1 and 0xF8 <= lead <= 0xFE:
        return chr(0xE234 + (lead - 0xF8) * 94 + trail - 0xA1)
    if trail <= 0xA0 and 0xA1 <= lead <= 0xA7:
        return chr(0xE4C6 + (lead - 0xA1) * 96 + trail - 0x40 - (trail > 0x7F))
    return None


def _encode_rest(error: UnicodeError) -> tuple[bytes, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    _, back = _tables()
    written = b"".join(back.get(character, bytes((OUTSIDE,))) for character in error.object[error.start : error.end])
    return written, error.end


def _decode_rest(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    pair = error.object[error.start : error.start + 2]
    if pair[0] == _EURO:
        return "€", error.start + 1
    if pair[0] == OUTSIDE:
        return _OUTSIDE_MARK, error.start + 1
    if len(pair) == 1:
        return _DANGLING, error.start + 1
    pairs, _ = _tables()
    return pairs.get(pair, _LOST_PAIR), error.start + 2


codecs.register_error("jiaokan.codepage.encode", _encode_rest)
codecs.register_error("jiaokan.codepage.decode", _decode_rest)


def encode(text: str) -> bytes:
    """Return `text` in code page 936; a character outside it becomes the single byte `OUTSIDE`.

    >>> encode("日報€").hex(" ")
    'c8 d5 88 f3 80'
    """
    return text.encode("gbk", "jiaokan.codepage.encode")


def decode(data: bytes) -> str:
    """Return the text that a byte-wise reader of code page 936 shows for `data`.

    A lead byte before a byte that cannot follow it becomes one `?` and takes that byte with it.

    >>> decode(bytes.fromhex("c8 d5 88 28 71"))
    '日?q'
    """
    return shown(decode_marked(data))


def decode_marked(data: bytes) -> str:
    """Return `decode`'s text with a private mark for each loss, so that `encode` gives as many bytes again."""
    return data.decode("gbk", "jiaokan.codepage.decode")


def shown(marked: str, lead: str = LOST, outside: str = "") -> str:
    """Return marked text as a reader saw it.

    A lead byte left over at the end shows as `lead`; the characters of `outside` come back where they stood.
    """
    text = marked.replace(_LOST_PAIR, LOST).replace(_DANGLING, lead)
    if not outside:
        return text
    first, *pieces = text.split(_OUTSIDE_MARK)
    return first + "".join(map(add, outside.ljust(len(pieces), _OUTSIDE_MARK), pieces))


def outside(text: str) -> str:
    """Return the characters of `text` that code page 936 has no bytes for, in order.

    >>> outside("北京©2020€")
    '©'
    """
    if bytes((OUTSIDE,)) not in encode(text):
        return ""
    return "".join(character for character in text if encode(character)[0] == OUTSIDE)


@cache
def _rows() -> tuple[dict[int, dict[int, str]], dict[int, dict[int, str]]]:
    """Return the characters by lead byte and trail byte, and by trail byte and lead byte."""
    by_lead: dict[int, dict[int, str]] = {}
    by_trail: dict[int, dict[int, str]] = {}
    for (lead, trail), character in _tables()[0].items():
        if not "\ue000" <= character <= "\uf8ff":
            by_lead.setdefault(lead, {})[trail] = character
            by_trail.setdefault(trail, {})[lead] = character
    return by_lead, by_trail


def trails(lead: int) -> Mapping[int, str]:
    """Return the characters of a lead byte's row, by trail byte; the user-defined ones are left out."""
    return _rows()[0].get(lead, {})


def leads(trail: int) -> Mapping[int, str]:
    """Return the characters that end in a trail byte, by lead byte; the user-defined ones are left out."""
    return _rows()[1].get(trail, {})


def is_lead(byte: int) -> bool:
    """Tell whether `byte` can begin a two-byte character."""
    return 0x81 <= byte <= 0xFE


def is_trail(byte: int) -> bool:
    """Tell whether `byte` can end a two-byte character."""
    return 0x40 <= byte <= 0xFE and byte != 0x7F
