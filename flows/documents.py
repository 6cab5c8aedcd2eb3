"""Bytes → text: what encoding a document came in, and how sure that is; of a web page the article's text.

Not for undoing damage (flows.restore), and not for what the header line says (flows.header).
"""

import codecs
import hashlib
from dataclasses import dataclass
from functools import cache

from flows import lexicon, webpages
from flows.restore.repairs import apply
from flows.webpages import declared
from flows.webpages.markup import Places

MOST_BYTES = 256 * 2**20
"""A document larger than this is refused: no article is, and a bound keeps one file from taking all memory."""

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_NATIONAL = ("gb18030", "big5", "big5hkscs")
_BROKEN = "\ufffd"
_SAMPLE = 200_000
_NO_CHINESE = 0.02
_TOO_SHORT_TO_TELL = 60
_FAR_BETTER = 3
_MOST_BROKEN = 0.01
_CONTROLS = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0C, 0x0D}) + b"\x7f"


class UnreadableDocument(ValueError):  # noqa: N818  the name says it better
    """A document that cannot be read; the text is one sentence that names the file, the place and what to do."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document as decoded: nothing changed, line ends and blanks included. Of a web page, `text` is its article.

    `certainty` of the encoding: certain (a byte order mark, or valid UTF-8 beyond ASCII), likely (one of several that
    fit reads far better), guessed (it is only the best of several); of a web page that names one, declared (the bytes
    agree) or overruled (they do not, and tell another).
    """

    name: str
    text: str
    encoding: str
    certainty: str
    sha256: str
    size: int
    page: webpages.Page | None = None

    @property
    def source(self) -> str:
        """The whole file as decoded: the text itself, or the page that it was taken from."""
        return self.page.html if self.page else self.text

    @property
    def offsets(self) -> Places:
        """The map from offsets in `text` to offsets in `source`."""
        return Places(self.page.cuts if self.page else ())

    def encoded(self, text: str) -> bytes:
        """Return `text` as the bytes of a file like this one, with its byte order mark if it had one."""
        data = text.encode(self.encoding, "replace")
        marks = {encoding: bom for bom, encoding in _BOMS[1:]}
        return marks[self.encoding] + data if self.certainty == "certain" and self.encoding in marks else data


def read(name: str, data: bytes) -> Document:
    """Return the document in `data`; `name` is for messages.

    Raises UnreadableDocument for an empty file, one that is no text, one that no encoding of Chinese text fits, and a
    web page without an article.

    >>> read("a.txt", "北京".encode("gb18030")).text
    '北京'
    """
    if len(data) > MOST_BYTES:
        raise UnreadableDocument(f"{name}: {len(data):,} bytes are more than {MOST_BYTES:,}; split the file")
    if not data.strip(b" \t\r\n\x00"):
        raise UnreadableDocument(f"{name}: the file is empty; put the document's text in it or take it away")
    is_page = webpages.is_page(name, data)
    text, encoding, certainty = _decode(name, data, declared.declared(data) if is_page else None)
    if not text.strip("\ufeff \t\r\n\u3000"):
        raise UnreadableDocument(f"{name}: the file holds blanks only; put the document's text in it or take it away")
    page = _page(name, text, encoding, data) if is_page else None
    text = apply(page.html, page.cuts) if page else text
    return Document(name, text, encoding, certainty, hashlib.sha256(data).hexdigest(), len(data), page)


def _page(name: str, html: str, encoding: str, data: bytes) -> webpages.Page:
    try:
        page = webpages.read(html)
    except webpages.NoArticleError as error:
        raise UnreadableDocument(f"{name}: {error}") from error
    if _BROKEN in apply(html, page.cuts):
        try:
            data.decode(encoding)
        except UnicodeDecodeError as error:
            raise UnreadableDocument(
                f"{name}: byte {error.start} is no {encoding}, and the article has such bytes; save it anew as UTF-8"
            ) from error
    return page


def _decode(name: str, data: bytes, says: str | None) -> tuple[str, str, str]:
    """Return text, encoding and certainty; `says` is the encoding that a page declares."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            body = data if encoding == "utf-8-sig" else data[len(bom) :]
            return _strict(name, body, encoding), encoding, "certain"
    if b"\x00" in data:
        return _wide(name, data)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls * 100 > len(data):
        raise UnreadableDocument(f"{name}: the file is not text, it holds control bytes; give the text as .txt")
    if says and (agreed := _as_declared(data, says)):
        return *agreed, "declared"
    try:
        text, encoding, certainty = data.decode("utf-8"), "utf-8", "certain"
    except UnicodeDecodeError as error:
        text, encoding, certainty = _double_byte(name, data, error.start)
    return text, encoding, "overruled" if says else certainty


def _as_declared(data: bytes, says: str) -> tuple[str, str] | None:
    """Return text and encoding as declared, unless the bytes do not decode so or read far better in another way.

    Bytes that break off a character here and there, as headlines cut to a length do, are borne where nothing else fits.
    """
    if data.isascii():
        return data.decode("ascii"), "utf-8"
    readings = {encoding: text for encoding in ("utf-8", *_NATIONAL) if (text := _decoded(data, encoding))}
    scores = {encoding: _commonness(text) for encoding, text in readings.items()}
    for encoding in declared.codecs(says):
        if encoding in readings and scores[encoding] * _FAR_BETTER >= max(scores.values()):
            return readings[encoding], encoding
    for encoding in () if readings else declared.codecs(says):
        text = data.decode(encoding, "replace")
        beyond = sum(not character.isascii() for character in text)
        if text.count(_BROKEN) <= _MOST_BROKEN * beyond and _commonness(text) > 0.1:
            return text, encoding
    return None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


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
    readings = [
        (_commonness(text), encoding, text) for encoding in _NATIONAL if (text := _decoded(data, encoding)) is not None
    ]
    readings.sort(key=lambda reading: -reading[0])
    if not readings or (readings[0][0] < _NO_CHINESE and len(data) > _TOO_SHORT_TO_TELL):
        raise UnreadableDocument(
            f"{name}: byte {utf8_fault} is no UTF-8, and the file is neither GB18030 nor Big5; save it anew as UTF-8"
        )
    best, encoding, text = readings[0]
    rival = max((score for score, other, _ in readings if other[:2] != encoding[:2]), default=0.0)
    return text, encoding, "likely" if best > 0.15 and best > _FAR_BETTER * rival else "guessed"


@cache
def _common() -> frozenset[str]:
    return frozenset("".join(lexicon.words("common")))


def _commonness(text: str) -> float:
    """Return the share of common Chinese characters among all beyond ASCII, in the first part of `text`."""
    beyond = [character for character in text[:_SAMPLE] if not character.isascii()]
    common = _common()
    return sum(character in common for character in beyond) / max(len(beyond), 1)
