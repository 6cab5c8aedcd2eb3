"""Text → paragraphs: each line's kind, the section it stands in, and a caption's credit.

Not for sentences, and not for what paragraphs say.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from flows import header
from flows.restore.script import simplify

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BLANK = " \t\u3000\u00a0\ufeff\u200b"
_LONGEST_HEADING = 50
_LONGEST_BYLINE = 80
_ENDS_SENTENCE = re.compile(r"[。！？!?；;：:，,、…][”’」』）)]*$")
_CAPTION = re.compile(r"^(?:图|题图|上图|下图|左图|右图)(?:为|片|[一二三四五六七八九十\d]{1,2}\s*[:：、])|图为[^。]")
_CREDIT = re.compile(r"(?:^|[。”\s　])([^。，,；;]{2,30}?)\s*[/／]?摄(?:影)?[)）]?。?$")
_NUMBERED = (
    re.compile(r"第[一二三四五六七八九十百\d]{1,3}(?:章|部分|篇|编)"),
    re.compile(r"第[一二三四五六七八九十百\d]{1,3}节|[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]"),
    re.compile(r"\d{1,2}[.．、]"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_NAMES = re.compile(r"^[^，。,；;：:]{2,40}?[ 　]{1,4}\S{1,4}$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A piece of the text that was given: [start, end) without the blanks around it.

    `section` is the heading it stands under, with the headings above that, joined by ` / `.
    """

    position: int
    kind: str
    section: str | None
    text: str
    start: int
    end: int
    credit: str | None = None

    @property
    def text_simplified(self) -> str:
        """The text in simplified script, character for character."""
        return simplify(self.text)


def split(text: str) -> list[Paragraph]:
    """Return the paragraphs of a restored text, one a line; together they hold all of it that is not blank.

    >>> [(one.kind, one.text) for one in split("标题\\n\\n作者：甲乙\\n　　正文第一句。\\n责任编辑：丙")]
    [('title', '标题'), ('byline', '作者：甲乙'), ('body', '正文第一句。'), ('footer', '责任编辑：丙')]
    """
    pieces = [
        Paragraph(0, "body", None, line, start, start + len(line))
        for match in _LINE.finditer(text)
        if (line := match[0].strip(_BLANK))
        for start in [match.start() + match[0].index(line[0])]
    ]
    kinds = _kinds([simplify(piece.text) for piece in pieces])
    found = []
    path: list[tuple[int, str]] = []
    for position, (piece, kind) in enumerate(zip(pieces, kinds, strict=True)):
        if kind == "heading":
            level = _level(simplify(piece.text))
            path = [*((depth, name) for depth, name in path if depth < level), (level, piece.text)]
        section = " / ".join(name for _, name in path) if kind in ("body", "caption") and path else None
        credit = _credit(piece.text) if kind == "caption" else None
        found.append(replace(piece, position=position, kind=kind, section=section, credit=credit))
    return found


def holding(pieces: Sequence[Paragraph], start: int, end: int) -> tuple[Paragraph, int, int] | None:
    """Return the first paragraph that has any of the characters [start, end), and where in it those are; or None.

    An empty span is a paragraph's where it follows one of its characters.

    >>> pieces = split("标题\\n　　正文。")
    >>> [place and place[1:] for place in (holding(pieces, *span) for span in ((1, 6), (2, 2), (2, 4), (5, 5)))]
    [(1, 2), (2, 2), None, None]
    """
    index = bisect_left(pieces, start + 1 if start < end else start, key=lambda piece: piece.end)
    if index == len(pieces) or pieces[index].start >= end:
        return None
    piece = pieces[index]
    return piece, max(start, piece.start) - piece.start, min(end, piece.end) - piece.start


def _kinds(lines: Sequence[str]) -> list[str]:
    """Return the kind of every line, given in simplified script."""
    kinds = [_kind(line) for line in lines]
    at = 0
    if lines and _may_be_title(lines[0]):
        kinds[0] = "title"
        at = 1
        while at < len(lines) and _is_byline(lines[at]):
            kinds[at] = "byline"
            at += 1
    last = len(lines)
    while last > at and header.label_at_start(lines[last - 1]):
        last -= 1
        kinds[last] = "footer"
    return kinds


def _kind(line: str) -> str:
    if (_CAPTION.search(line) and _CREDIT.search(line)) or (_CAPTION.match(line) and len(line) < 200):
        return "caption"
    short = len(line) <= _LONGEST_HEADING and not _ENDS_SENTENCE.search(line)
    return "heading" if short and re.search(r"[\u4e00-\u9fff]", line) else "body"


def _may_be_title(line: str) -> bool:
    return len(line) <= 2 * _LONGEST_HEADING and not line.endswith(("。", "；", "：", "，")) and not _is_numbered(line)


def _is_numbered(line: str) -> bool:
    return any(pattern.match(line) for pattern in _NUMBERED)


def _is_byline(line: str) -> bool:
    """Tell whether a line under the title dates or signs the text: labelled, dated and short, or an office and name."""
    if len(line) > _LONGEST_BYLINE or line.endswith("。") or _is_numbered(line):
        return False
    return bool(header.label_at_start(line) or header.find_date(line) or _NAMES.match(line))


def _level(line: str) -> int:
    for level, pattern in enumerate(_NUMBERED):
        if pattern.match(line):
            return level
    return len(_NUMBERED)


def _credit(text: str) -> str | None:
    """Return who took a caption's photograph, as written.

    >>> _credit("图为6月22日，市场进行消杀。 北京日报社 程功/摄")
    '北京日报社 程功'
    """
    match = _CREDIT.search(simplify(text))
    return text[match.start(1) : match.end(1)].strip(_BLANK) if match else None
