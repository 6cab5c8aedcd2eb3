"""Where the facts live that code reads: seeds/lexicon, one file a subject.

Not for rules: what a fact means is decided by the module that asks for it.
"""

import csv
import os
from functools import cache
from pathlib import Path

ENVIRONMENT = "JIAOKAN_LEXICON"
"""Names another lexicon folder; set before the first look-up, so that worker processes inherit it."""

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

    Raises ValueError, naming file and line, when a row has more or fewer cells than the header.
    """
    path = folder() / f"{name}.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        numbered = [(number, line) for number, line in enumerate(file, 1) if line.strip() and not line.startswith("#")]
    if not numbered:
        raise ValueError(f"{path} is empty: its first line names the columns")
    header, *body = csv.reader(line for _, line in numbered)
    found = []
    for (number, _), cells in zip(numbered[1:], body, strict=True):
        if len(cells) != len(header):
            raise ValueError(f"{path}, line {number}: {len(cells)} cells, the header has {len(header)}")
        found.append(dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    return tuple(found)


def words(name: str) -> tuple[str, ...]:
    """Return the lines of lexicon file `name` (without .txt) that are neither empty nor remarks."""
    text = (folder() / f"{name}.txt").read_text(encoding="utf-8-sig")
    return tuple(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
