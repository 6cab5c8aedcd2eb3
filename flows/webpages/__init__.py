"""A web page → its article, with title, author, day and site: trafilatura chooses, the page's own text is taken.

What trafilatura gives only tells which blocks of the page are the article. It drops what no font shows, such as the
private-use characters of a mangled page; so the text itself is the page's, and each character keeps its place in it.
Not for undoing damage, and nothing is fetched, run or written.
"""

import logging
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from itertools import accumulate
from typing import TYPE_CHECKING

from flows import header
from flows.restore.repairs import Repair
from flows.webpages import markup
from flows.webpages.markup import Block
from flows.webpages.placing import UnplacedError, fold, place

if TYPE_CHECKING:
    from trafilatura.settings import Document as Extracted

MOST_CHARACTERS = 8 * 2**20
"""A longer page is refused: the extractor holds it several times over."""

_NAME = re.compile(r"\.x?html?$", re.IGNORECASE)
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,1000}(?:<\?xml[^>]{0,200}>\s{0,1000})?<(?:!doctype\s+html|html)\b", re.I
)
_META = re.compile(r"<meta\b[^<>]{1,400}>", re.IGNORECASE)
_OF_AUTHOR = re.compile(r"\b(?:name|property)\s{0,9}=\s{0,9}[\"']?(?:author|article:author)\b", re.IGNORECASE)
_CONTENT = re.compile(r"\bcontent\s{0,9}=\s{0,9}(?:\"([^\"]{1,80})\"|'([^']{1,80})')", re.IGNORECASE)
_ENOUGH = 40
_NEEDED = 0.9
_LINKS = 0.8
_LONGEST_BYLINE = 80
_LAST_LINES = 4
_SHORTEST_TITLE = 6


class NoArticleError(ValueError):
    """A page without an article that can be taken; the text is the rest of a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as decoded, what cuts its article out of it, and what its metadata says of the article, as written."""

    html: str
    cuts: tuple[Repair, ...]
    title: str | None = None
    author: str | None = None
    site: str | None = None
    published_on: date | None = None


def is_page(name: str, data: bytes) -> bool:
    """Tell whether a file is a web page: by its name, and where that has no ending, by how it begins.

    >>> is_page("a.html", b""), is_page("a.txt", b"<html>"), is_page("standard input", b"<!DOCTYPE html>")
    (True, False, True)
    """
    return bool(_NAME.search(name)) or ("." not in name and bool(_BEGINNING.match(data)))


def read(html: str) -> Page:
    """Return the page with what cuts out its article; raises NoArticleError where it has none."""
    if len(html) > MOST_CHARACTERS:
        raise NoArticleError(f"its {len(html):,} characters are more than {MOST_CHARACTERS:,}; give its text as .txt")
    extracted = _extract(html)
    blocks = markup.blocks(html)
    lines = [fold(line) for line in (extracted.text or "").splitlines()] if extracted else []
    if not extracted or not any(lines):
        raise NoArticleError("the page has no text of an article; take it away, or give the text as .txt")
    chosen = _chosen(blocks, lines)
    _drop_links_around(blocks, chosen)
    if not any(chosen):
        raise NoArticleError("the page is a list of links without an article; take it away, or save what it links to")
    first, last = chosen.index(True), len(chosen) - chosen[::-1].index(True)
    chosen[last : last + _LAST_LINES] = [_is_footer(block) for block in blocks[last : last + _LAST_LINES]]
    for index in _head(blocks, first, extracted.title):
        chosen[index] = True
    cuts = markup.cuts(html, (block for block, one in zip(blocks, chosen, strict=True) if one))
    return Page(
        html, tuple(cuts), extracted.title, extracted.author or _author(html), extracted.sitename, _date(extracted.date)
    )


def _extract(html: str) -> "Extracted | None":
    """Return what trafilatura makes of a page; every option is set that could let another page or the clock in."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    for name in ("trafilatura", "htmldate", "justext", "readability"):
        # They tell the log of each page they make nothing of; here that is an error with a sentence of its own.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    extracted = bare_extraction(
        html,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        deduplicate=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2199-12-31"},
    )
    return extracted if isinstance(extracted, Document) else None


def _chosen(blocks: Sequence[Block], lines: Sequence[str]) -> list[bool]:
    """Tell for each block whether it is of the article that the extracted `lines` are."""
    folded = [fold(block.text) for block in blocks]
    ends = list(accumulate(map(len, folded)))
    covered = [0] * len(blocks)
    try:
        spans = place("".join(folded), lines)
    except UnplacedError:
        spans = []
    for start, end in spans:
        index = bisect_right(ends, start)
        while start < end:
            upto = min(end, ends[index])
            covered[index] += upto - start
            start, index = upto, index + 1
    if sum(covered) < _NEEDED * sum(map(len, lines)):
        raise NoArticleError("its article is made by scripts; save the page as a browser shows it, or its text as .txt")
    chosen = [part >= min(_ENOUGH, len(whole) / 2) > 0 for part, whole in zip(covered, folded, strict=True)]
    for index in range(1, len(blocks) - 1):
        if not folded[index]:
            chosen[index] = chosen[index - 1] and chosen[index + 1]
    return chosen


def _drop_links_around(blocks: Sequence[Block], chosen: list[bool]) -> None:
    """Take out the lines of links in front of all others and behind them: on old pages the menu is in one table."""
    order = [index for index, one in enumerate(chosen) if one]
    for indices in (order, order[::-1]):
        for index in indices:
            if blocks[index].linked <= _LINKS * markup.letters(blocks[index].text):
                break
            chosen[index] = False


def _head(blocks: Sequence[Block], first: int, title: str | None) -> list[int]:
    """Return the blocks of the title and the bylines that stand above the article, which extractors leave out."""
    wanted = fold(title or "")
    ahead = [index for index in range(first + 1) if wanted and _is_title(fold(blocks[index].text), wanted)]
    if not ahead:
        return []
    bylines = [index for index in range(ahead[-1] + 1, first) if _is_byline(blocks[index])]
    return [ahead[-1], *bylines]


def _is_title(line: str, title: str) -> bool:
    """Tell whether a line is what a page is called, or all of it but the site's name."""
    return line == title or (len(line) >= _SHORTEST_TITLE and title.startswith(line))


def _is_byline(block: Block) -> bool:
    text = block.text
    return len(text) <= _LONGEST_BYLINE and bool(header.label_at_start(text) or header.find_date(text))


def _is_footer(block: Block) -> bool:
    kind, field = header.labels().get(header.label_at_start(block.text) or "", ("", ""))
    return kind == "footer" and bool(field) and len(block.text) <= _LONGEST_BYLINE


def _author(page: str) -> str | None:
    """Return the author that a meta tag names: the extractor takes names of two characters for none.

    >>> _author('<meta content="李明" name="author">')
    '李明'
    """
    for meta in _META.findall(page):
        content = _CONTENT.search(meta)
        if content and _OF_AUTHOR.search(meta):
            return unescape(content[1] or content[2]).strip() or None
    return None


def _date(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None
