"""What the lines around an article say of it: publication, issue, author, editor, day of publication.

Not for the article itself; which lines these are, flows.paragraphs tells.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cache

from flows import lexicon
from flows.restore.script import simplify

_DATE = re.compile(r"(?<!\d)((?:19|20)\d\d)\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?!\d)日?")
_TIME = re.compile(r"\d{1,2}:\d\d(?::\d\d)?")
_ISSUE = re.compile(r"《([^《》]{1,40})》\s*((?:19|20)\d\d(?:/\d{1,2}|年第?\d{1,3}期))?")


@dataclass(frozen=True, slots=True)
class Header:
    """The facts that a document's own lines give of it; None where they are silent."""

    publication: str | None = None
    issue: str | None = None
    author: str | None = None
    editor: str | None = None
    published_on: date | None = None

    def filled(self, other: "Header") -> "Header":
        """Return these facts, with those of `other` where these are silent.

        A page's text goes before its metadata: the one was written for the article, the other by a template.

        >>> Header(author="甲").filled(Header(author="网站管理员", publication="日报"))
        Header(publication='日报', issue=None, author='甲', editor=None, published_on=None)
        """
        silent = {field.name: getattr(other, field.name) for field in fields(self) if not getattr(self, field.name)}
        return replace(self, **silent)


@cache
def labels() -> dict[str, tuple[str, str]]:
    """Return label → (kind of line, field) from seeds/lexicon/furniture.csv."""
    return {row["label"]: (row["kind"], row["field"]) for row in lexicon.rows("furniture")}


@cache
def _label() -> re.Pattern[str]:
    longest_first = sorted(labels(), key=len, reverse=True)
    return re.compile(rf"(?:^|(?<=[\s　|丨]))({'|'.join(longest_first)})\s*[:：\-—|]\s*")


def label_at_start(line: str) -> str | None:
    """Return the label that `line` begins with, or None.

    >>> label_at_start("網站編輯 - 王慧"), label_at_start("编辑部的故事")
    ('网站编辑', None)
    """
    match = _label().match(simplify(line))
    return match[1] if match else None


def find_date(line: str) -> date | None:
    """Return the first full date in `line`, or None.

    >>> find_date("——2016年2月19日在第五次会议上"), find_date("2020-13-01")
    (datetime.date(2016, 2, 19), None)
    """
    for match in _DATE.finditer(line):
        try:
            return date(*map(int, match.groups()))
        except ValueError:
            continue
    return None


def read(lines: Iterable[str]) -> Header:
    """Return what byline and footer `lines` say.

    >>> read(["來源：《求是》2020/18 作者：中心組 2020-09-16 09:00:00", "網站編輯 - 王慧"])
    Header(publication='求是', issue='2020/18', author='中心組', editor='王慧', published_on=datetime.date(2020, 9, 16))
    """
    facts: dict[str, str] = {}
    published = None
    for line in lines:
        published = published or find_date(line)
        for field, value in _fields(line):
            if value:
                facts.setdefault(field, value)
    publication = facts.get("publication")
    issue = _ISSUE.match(publication) if publication else None
    return Header(
        publication=issue[1] if issue else publication,
        issue=issue[2] if issue else None,
        author=facts.get("author"),
        editor=facts.get("editor"),
        published_on=published,
    )


def _fields(line: str) -> Iterable[tuple[str, str]]:
    """Yield field and value for every labelled fact of `line`, values without dates and times."""
    found = list(_label().finditer(simplify(line)))
    for match, following in zip(found, [*found[1:], None], strict=False):
        _, field = labels()[match[1]]
        value = line[match.end() : following.start() if following else len(line)]
        if field:
            yield field, _TIME.sub("", _DATE.sub("", value)).strip(" 　|丨")
