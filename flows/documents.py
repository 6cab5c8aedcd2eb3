"""Bytes → text: what encoding a document came in, and how sure that is.

Not for undoing damage (flows.restore), and not for what the header line says (flows.header).
"""

import codecs
import hashlib
from dataclasses import dataclass
from functools import cache

from flows import lexicon

MOST_BYTES = 256 * 2**20
"""A document larger than this is refused: no article is, and a bound keeps one file from taking all memory."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_SAMPLE = 200_000
_NO_CHINESE = 0.02
_TOO_SHORT_TO_TELL = 60
_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D}) + b"\x7f"


class UnreadableDocument(ValueError):  # noqa: N818  the name says it better
    """A document that cannot be read; the text is one sentence that names the file, the place and what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as decoded: nothing changed, line ends and blanks included.

    `certainty` of the encoding: certain (a byte order mark, or valid UTF-8 beyond ASCII), likely (one of several that
    fit reads far better), guessed (it is only the best of several).
    """

    name: str
    text: str
    encoding: str
    certainty: str
    sha256: str
    size: int

    def encoded(self, text: str) -> bytes:
        """Return `text` as the bytes of a file like this one, with its byte order mark if it had one."""
        data = text.encode(self.encoding, "replace")
        marks = {encoding: bom for bom, encoding in _BOMS[1:]}
        return marks[self.encoding] + data if self.certainty == "certain" and self.encoding in marks else data


def read(name: str, data: bytes) -> Document:
    """Return the document in `data`; `name` is for messages.

    Raises UnreadableDocument for an empty file, one that is no text, and one that no encoding of Chinese text fits.

    >>> read("a.txt", "北京".encode("gb18030")).text
    '北京'
    """
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(f"{name}: {len(data):,} bytes are more than {MOST_BYTES:,}; split the file")
    if not data.strip(b" \t\r\n\x00"):
        raise UnreadableDocument(f"{name}: the file is empty; put the document's text in it or take it away")
    text, encoding, certainty = _decode(name, data)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise UnreadableDocument(f"{name}: the file holds blanks only; put the document's text in it or take it away")
    return Document(name, text, encoding, certainty, hashlib.sha256(data).hexdigest(), len(data))


def _decode(name: str, data: bytes) -> tuple[str, str, str]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            body = data if encoding == "utf-8-sig" else data[len(bom) :]
            return _strict(name, body, encoding), encoding, "certain"
    if b"\x00" in data:
        return _wide(name, data)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls * 100 > len(data):
        raise UnreadableDocument(f"{name}: the file is not text, it holds control bytes; give the text as .txt")
    try:
        return data.decode("utf-8"), "utf-8", "certain"
    except UnicodeDecodeError as error:
        utf8_fault = error.start
    return _double_byte(name, data, utf8_fault)


def _strict(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            f"{name}: its byte order mark says {encoding}, but byte {error.start} is not; save it anew as UTF-8"
        ) from error


def _wide(name: str, data: bytes) -> tuple[str, str, str]:
    """Read UTF-16 without a byte order mark: its zero bytes stand on one side of the pairs only."""
    high, low = data[::2].count(0), data[1::2].count(0)
    encoding = "utf-16-le" if low > high else "utf-16-be"
    if min(high, low) * 10 <= max(high, low):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = ""
        if _commonness(text) > 0.1 or text.isascii():
            return text, encoding, "likely"
    raise UnreadableDocument(
        f"{name}: the file is not text, byte {data.index(0)} is zero; give the document's text as .txt"
    )


def _double_byte(name: str, data: bytes, utf8_fault: int) -> tuple[str, str, str]:
    """Choose between the national encodings by how common the characters are that each one reads."""
    readings = []
    for encoding in ("gb18030", "big5", "big5hkscs"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        readings.append((_commonness(text), encoding, text))
    readings.sort(key=lambda reading: -reading[0])
    if not readings or (readings[0][0] < _NO_CHINESE and len(data) > _TOO_SHORT_TO_TELL):
        raise UnreadableDocument(
            f"{name}: byte {utf8_fault} is no UTF-8, and the file is neither GB18030 nor Big5; save it anew as UTF-8"
        )
    best, encoding, text = readings[0]
    rival = max((score for score, other, _ in readings if other[:2] != encoding[:2]), default=0.0)
    return text, encoding, "likely" if best > 0.15 and best > 3 * rival else "guessed"


@cache
def _common() -> frozenset[str]:
    return frozenset("".join(lexicon.words("common")))


def _commonness(text: str) -> float:
    """Return the share of common Chinese characters among all beyond ASCII, in the first part of `text`."""
    beyond = [character for character in text[:_SAMPLE] if not character.isascii()]
    common = _common()
    return sum(character in common for character in beyond) / max(len(beyond), 1)
