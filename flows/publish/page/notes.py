"""What is said of a mark in the text when it is pointed at, and how values are written, in both languages at once.

Not for HTML: what is returned is plain text, which the template engine escapes.
"""

import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from flows.publish.page.words import BETWEEN, Word, word

Row = Mapping[str, Any]

LONGEST = 240
"""Characters of a cell that are shown; a longer one ends in an ellipsis."""

_TOGETHER = 4


def of_repairs(rows: Iterable[Row]) -> str:
    """Return raw form, reading, stage, certainty and alternatives of each repair that concerns a mark.

    >>> of_repairs([{"source_text": "(fā)", "restored_text": "", "stage": "gloss", "certainty": "certain",
    ...              "alternatives": None}])
    '校 (fā) → ∅ · pinyin gloss\\u2002拼音夹注 · certain\\u2002确证'
    """
    rows = list(rows)
    notes = [_of_repair(row) for row in rows[:_TOGETHER]]
    return "\n".join(notes) + (f"\n+ {len(rows) - _TOGETHER}" if len(rows) > _TOGETHER else "")


def _of_repair(row: Row) -> str:
    cells = [
        f"校 {visible(row['source_text']) or '∅'} → {visible(row['restored_text']) or '∅'}",
        str(word("stage", row["stage"])),
        str(word("certainty", row["certainty"])),
    ]
    if row["alternatives"]:
        cells.append(f"{Word('or', '或')}{BETWEEN}{visible(row['alternatives'].replace(';', ' '))}")
    return " · ".join(cells)


def of_figure(row: Row) -> str:
    """Return value, unit, bound and change of a figure."""
    cells = [f"数 {amount(row)}", str(word("dimension", row["dimension"]))]
    cells += [str(word("bound", row["bound"]))] * (row["bound"] != "exact")
    cells += [str(word("change", row["change"]))] * (row["change"] != "none")
    return " · ".join([*cells, *(clipped(row[name]) for name in ("per", "subject") if row[name])])


def of_event(row: Row) -> str:
    """Return days, relation and granularity of an event."""
    return f"时 {days(row)} · {word('relation', row['relation'])} · {word('granularity', row['granularity'])}"


def of_term(row: Row) -> str:
    """Return a term and its kind."""
    return f"名 {clipped(row['text'])} · {word('term', row['kind'])}"


def amount(row: Row) -> str:
    """Return a figure's value as the words bound it, with its canonical unit; of a range, with the unit as written.

    >>> amount({"value_canonical": 31600.0, "bound": "at_least", "unit_canonical": "person"})
    '≥ 31,600 person'
    >>> amount({"value_canonical": None, "value_low": 3.0, "value_high": 5.0, "unit": "个", "bound": "range"})
    '3 … 5 个'
    """
    if row["value_canonical"] is None:
        low, high = (number(row[name]) if row[name] is not None else "" for name in ("value_low", "value_high"))
        return f"{low} … {high} {clipped(row['unit'])}"
    sign = "" if row["bound"] == "exact" else f"{word('sign', row['bound']).en} "
    return f"{sign}{number(row['value_canonical'])} {row['unit_canonical']}"


def number(value: float) -> str:
    """Return a number with its thousands apart; beyond 10¹⁵ with an exponent.

    >>> number(316000.0), number(1 / 3), number(1e18), number(2.5)
    ('316,000', '0.333333', '1e+18', '2.5')
    """
    if abs(value) >= 1e15:
        return f"{value:g}"
    return f"{int(value):,}" if value == int(value) else f"{value:,.10g}" if abs(value) >= 1 else f"{value:.6g}"


def days(row: Row) -> str:
    """Return the days that an event covers, an ellipsis for an open end.

    >>> days({"date_start": date(700, 1, 1), "date_end": None})
    '0700-01-01 …'
    """
    ends: list[date | None] = [row["date_start"], row["date_end"]]
    start, end = (day.isoformat() if day else "" for day in ends)
    return start or "…" if start == end else f"{start} … {end}".strip()


def clipped(text: str) -> str:
    """Return the text as far as a cell of the page goes."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def visible(text: str) -> str:
    """Return the text with a code point for each character that no font shows, as far as a cell of the page goes.

    >>> visible("?倳\\ue266涍\\n")
    '?倳⟨U+E266⟩涍⟨U+000A⟩'
    """
    return clipped("".join(_visible(character) for character in text[: LONGEST + 1]))


def _visible(character: str) -> str:
    return f"⟨U+{ord(character):04X}⟩" if unicodedata.category(character)[0] in "CZ" and character != " " else character
