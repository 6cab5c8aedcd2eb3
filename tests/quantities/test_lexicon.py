"""The lexicon files that figures are read by: each row can be used, and none says what another denies."""

from decimal import Decimal

import pytest

from flows import lexicon
from flows.numerals import NUMERAL_PATTERN

BOUNDS = {"exact", "about", "at_least", "more_than", "at_most", "less_than"}


def test_units_are_unique_and_complete() -> None:
    rows = lexicon.rows("units")
    keys = [(row["unit"], row["use"] == "prefix") for row in rows]
    assert len(keys) == len(set(keys))
    assert {row["use"] for row in rows} == {"measure", "classifier", "noun", "prefix"}
    assert all(Decimal(row["factor"]) > 0 and row["canonical"] and row["dimension"] for row in rows)


def test_a_canonical_unit_has_one_dimension() -> None:
    dimensions: dict[str, set[str]] = {}
    for row in lexicon.rows("units"):
        dimensions.setdefault(row["canonical"], set()).add(row["dimension"])
    several = {unit: found for unit, found in dimensions.items() if len(found) > 1}
    assert several == {"year": {"time", "age"}}


def test_names_are_unique_and_hold_a_numeral() -> None:
    rows = lexicon.rows("names")
    names = [row["text"] for row in rows]
    assert len(names) == len(set(names))
    assert {row["reason"] for row in rows} <= {"word", "idiom", "name", "ordinal", "calendar", "keep"}
    assert all("~" in name or "半" in name or NUMERAL_PATTERN.search(name) for name in names)


@pytest.mark.parametrize(
    ("name", "column", "values"),
    [
        ("qualifiers", "bound", BOUNDS),
        ("qualifiers", "place", {"before", "after", "far"}),
        ("changes", "change", {"increase", "decrease", "none"}),
        ("changes", "reach", {"near", "far", "than"}),
    ],
)
def test_columns_keep_to_their_words(name: str, column: str, values: set[str]) -> None:
    assert {row[column] for row in lexicon.rows(name)} == values


@pytest.mark.parametrize("name", ["qualifiers", "changes", "per"])
def test_words_are_listed_once(name: str) -> None:
    words = [(row["word"], row.get("place")) for row in lexicon.rows(name)]
    assert len(words) == len(set(words))
