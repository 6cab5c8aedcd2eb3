"""Where the facts live that code reads: seeds/lexicon, one file a subject.

Not for rules: what a fact means is decided by the module that asks for it.
"""

import csv
import os
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

ENVIRONMENT = "JIAOKAN_LEXICON"
"""Names another lexicon folder; set before the first look-up, so that worker processes inherit it."""


class LexiconError(ValueError):
    """A lexicon file that cannot be read; the text is one sentence that names file, line and what to do."""


_HERE = Path(__file__).resolve().parent


@cache
def folder() -> Path:
    """Return the lexicon's folder: the one the environment names, the checkout's, or the installed copy.

    Raises FileNotFoundError when none of them is there.
    """
    named = os.environ.get(ENVIRONMENT)
    candidates = [Path(named)] if named else [_HERE.parent / "seeds" / "lexicon", _HERE / "_lexicon"]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"no lexicon at {candidates[0]}: point {ENVIRONMENT} at a folder like seeds/lexicon")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of lexicon file `name` (without .csv), cells stripped; lines starting with # are remarks.

    Raises LexiconError, naming file and line, when a row has more or fewer cells than the header.
    """
    path = folder() / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        numbered = [(number, line) for number, line in enumerate(file, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise LexiconError(f"{path} is empty: its first line names the columns")
    header, *body = csv.reader(line for _, line in numbered)
    found = []
    for (number, _), cells in zip(numbered[1:], body, strict=True):
        if len(cells) != len(header):
            raise LexiconError(
                f"{path}, line {number}: {len(cells)} cells, the header has {len(header)}; mend the line"
            )
        found.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    return tuple(found)


def number(name: str, row: dict[str, str], column: str) -> Decimal:
    """Return a cell of lexicon file `name` as a number; raises LexiconError, naming the row, for one that is none."""
    try:
        return Decimal(row[column])
    except InvalidOperation as error:
        first = next(iter(row.values()))
        says = f"{folder() / name}.csv, the line of {first!r}: {column} is {row[column]!r}, not a number; mend the line"
        raise LexiconError(says) from error


def check() -> None:
    """Read every file of the lexicon once; raises LexiconError for the first that cannot be read."""
    for path in sorted(folder().iterdir()):
        if path.suffix == ".csv":
            rows(path.stem)


def words(name: str) -> tuple[str, ...]:
    """Return the lines of lexicon file `name` (without .txt) that are neither empty nor remarks."""
    text = (folder() / f"{name}.txt").read_text(encoding="utf-8-sig")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
