"""What the page calls the codes of the tables, in two languages: words.csv beside this file.

Not for sentences: those stand in the templates.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

BETWEEN = "\u2002"
"""Stands between the two languages in plain text: a space to the eye, and the page's script shows one side of it."""


class Word(NamedTuple):
    """One thing in English and in Chinese."""

    en: str
    zh: str

    def __str__(self) -> str:
        """Return both, for places that can hold plain text only."""
        return self.en if self.en == self.zh else f"{self.en}{BETWEEN}{self.zh}"


def word(group: str, code: str) -> Word:
    """Return what a code is called; one that words.csv does not have is called as it is written.

    >>> str(word("certainty", "inferred")), str(word("stage", "utf8_as_gbk_gloss"))
    ('inferred\\u2002推断', 'utf8 as gbk gloss')
    """
    plain = code.replace("_", " ")
    return _words().get((group, code), Word(plain, plain))


@cache
def _words() -> dict[tuple[str, str], Word]:
    with Path(__file__).with_name("words.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return {(row["group"], row["code"]): Word(row["en"], row["zh"]) for row in rows}
