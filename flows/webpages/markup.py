"""HTML → the blocks of text that a page shows, every character with its place in the file.

Not for telling article from menu (flows.webpages), and no browser: styles and scripts are not looked at.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from flows.restore.repairs import Repair

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<hidden>script|style|template|textarea|title|noframes|noembed|xmp)\b.*?(?:</(?P=hidden)\s*>|\Z)"
    # Neither < outside of quotes nor a quoted part without end: a page of unclosed tags stays linear.
    r"|<(?P<closing>/?)(?P<tag>[a-z][a-z0-9]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*+>"
    r"|<[/!?a-z][^<>]*>"
    r"|(?P<entity>&(?:\#\d{1,7}|\#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});?)"
    r"|(?P<blank>[ \t\r\n\f]+)",
    re.IGNORECASE | re.DOTALL,
)
_LINES = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog"),
        *("dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frameset", "h1", "h2"),
        *("h3", "h4", "h5", "h6", "head", "header", "hr", "html", "legend", "li", "main", "menu", "nav", "ol"),
        *("optgroup", "option", "p", "pre", "section", "select", "summary", "table", "tbody", "tfoot", "thead"),
        *("tr", "ul"),
    )
)
_CELLS = frozenset(("td", "th"))


class Piece(NamedTuple):
    """What one stretch [start, end) of the file shows: itself, an entity's character, one blank for many."""

    start: int
    end: int
    shown: str


@dataclass(slots=True)
class Block:
    """A line of the page as shown: its pieces in order, how many letters are links, and whether a row goes on in it."""

    pieces: list[Piece] = field(default_factory=list)
    linked: int = 0
    goes_on: bool = False

    @property
    def text(self) -> str:
        """The characters shown."""
        return "".join(piece.shown for piece in self.pieces)


def blocks(page: str) -> list[Block]:
    """Return the blocks of text of an HTML page, in order, blanks folded as a browser folds them.

    >>> [block.text for block in blocks("<p>增长 <b>8.5%</b>&hellip;</p><ul><li>甲<li>乙</ul><script>x</script>")]
    ['增长 8.5%…', '甲', '乙']

    A line break of the file between two Chinese characters is nothing, and the cells of a row go on.

    >>> [(block.text, block.goes_on) for block in blocks("<tr><td>北\\n  京</td><td>8</td></tr>")]
    [('北京', False), ('8', True)]
    """
    reader = _Reader()
    end = 0
    for match in _TOKEN.finditer(page):
        if match.start() > end:
            reader.add(Piece(end, match.start(), page[end : match.start()]))
        end = match.end()
        if match["blank"]:
            reader.blank(Piece(match.start(), end, match[0]))
        elif match["entity"]:
            reader.add(Piece(match.start(), end, html.unescape(match[0])))
        elif match["tag"]:
            reader.tag(match["tag"].lower(), closing=bool(match["closing"]))
        elif match["hidden"]:
            reader.tag("", closing=False)
    if end < len(page):
        reader.add(Piece(end, len(page), page[end:]))
    reader.flush("line")
    return reader.found


def letters(text: str) -> int:
    """Return how many letters and Chinese characters `text` has."""
    return sum(map(str.isalpha, text))


def cuts(page: str, chosen: Iterable[Block]) -> list[Repair]:
    """Return what turns the page into the lines of the `chosen` blocks: all of the file in between, cut out.

    >>> from flows.restore.repairs import apply
    >>> page = "<p>北京</p><p>A&amp;B</p>"
    >>> apply(page, cuts(page, blocks(page)))
    '北京\\nA&B'
    """
    return list(_cuts(page, chosen))


def _cuts(page: str, chosen: Iterable[Block]) -> Iterator[Repair]:
    end = 0
    between = ""
    for block in chosen:
        if between:
            between = "\t" if block.goes_on else "\n"
        for piece in block.pieces:
            if piece.start > end:
                yield Repair(end, piece.start, page[end : piece.start], between, "markup")
            between = ""
            if page[piece.start : piece.end] != piece.shown:
                yield Repair(piece.start, piece.end, page[piece.start : piece.end], piece.shown, "markup")
            end = piece.end
        between = "\n"
    if end < len(page):
        yield Repair(end, len(page), page[end:], "", "markup")


class Places:
    """Maps spans of a cut text to spans of the page; what was cut out beside a span is none of it."""

    def __init__(self, made: Sequence[Repair]) -> None:
        """Take the cuts of one page, in order."""
        self._cuts = made
        self._starts = []
        shift = 0
        for cut in made:
            self._starts.append(cut.start + shift)
            shift += len(cut.restored_text) - (cut.end - cut.start)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the page the characters [start, end) stand; an empty span stays empty.

        >>> Places(cuts("<p>A&amp;<b>B", blocks("<p>A&amp;<b>B"))).span(1, 2)
        (4, 9)
        """
        first, _ = self._character(start)
        return first, self._character(end - 1)[1] if start < end else first

    def _character(self, offset: int) -> tuple[int, int]:
        index = bisect_right(self._starts, offset) - 1
        if index < 0:
            return offset, offset + 1
        cut = self._cuts[index]
        at = offset - self._starts[index] - len(cut.restored_text)
        return (cut.start, cut.end) if at < 0 else (cut.end + at, cut.end + at + 1)


class _Reader:
    """Gathers pieces into blocks, token by token."""

    def __init__(self) -> None:
        self.found: list[Block] = []
        self._block = Block()
        self._links = 0
        self._pre = 0
        self._break = "line"

    def add(self, piece: Piece) -> None:
        self._block.pieces.append(piece)
        if self._links:
            self._block.linked += letters(piece.shown)

    def blank(self, piece: Piece) -> None:
        if self._pre and "\n" in piece.shown:
            self.flush("line")
        elif self._pre:
            self.add(piece)
        else:
            self.add(Piece(piece.start, piece.end, "\n" if "\n" in piece.shown else " "))

    def tag(self, name: str, *, closing: bool) -> None:
        if name == "a":
            self._links = 0 if closing else 1
        elif name == "pre":
            self._pre = 0 if closing else 1
        if name in _LINES:
            self.flush("line")
        elif name in _CELLS:
            self.flush("cell")

    def flush(self, kind: str) -> None:
        pieces = _folded(self._block.pieces)
        if pieces:
            goes_on = self._break == "cell"
            self.found.append(Block(pieces, self._block.linked, goes_on))
        if pieces or kind == "line":
            self._break = kind
        self._block = Block()


def _folded(pieces: Sequence[Piece]) -> list[Piece]:
    """Return `pieces` without blanks at the ends, and with one blank, or none, where blanks stand in between."""
    kept: list[Piece] = []
    waiting: Piece | None = None
    for piece in pieces:
        if piece.shown in (" ", "\n"):
            broken = piece.shown == "\n" or (waiting is not None and waiting.shown == "\n")
            waiting = piece._replace(shown="\n" if broken else " ")
            continue
        if waiting and kept and not (waiting.shown == "\n" and _wide(kept[-1].shown[-1:]) and _wide(piece.shown[:1])):
            kept.append(waiting._replace(shown=" "))
        waiting = None
        if piece.shown:
            kept.append(piece)
    return kept


def _wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"
