"""The calendar's lexicon files hold what the code can use, whoever edits them."""

from datetime import date

import pytest

from flows import lexicon
from flows.chronology import feasts, find_dates, words


@pytest.mark.parametrize("name", sorted(words.holidays()))
def test_every_holiday_has_a_day_each_year(name: str) -> None:
    for year in (2019, 2020, 2021, 2024):
        span = feasts.holiday(name, year)
        assert span is not None
        assert span.start == span.end


@pytest.mark.parametrize("row", lexicon.rows("periods"), ids=lambda row: row["name"])
def test_every_period_is_found_before_each_of_its_words(row: dict[str, str]) -> None:
    for word in row["before"].split("|"):
        (found,) = find_dates(f"“{row['name']}”{word}", date(2020, 9, 16))
        assert found.resolved_by == "period"
        assert found.date_start is not None
        assert row["first_day"] <= found.date_start.isoformat() <= row["last_day"]


@pytest.mark.parametrize("row", lexicon.rows("eras"), ids=lambda row: row["name"])
def test_every_era_counts_from_its_first_year(row: dict[str, str]) -> None:
    (found,) = find_dates(f"{row['name']}元年", None)
    assert found.date_start == date(int(row["year_one"]), 1, 1)


def test_roles_are_known() -> None:
    roles = {
        "future",
        "planned",
        "lasts",
        "tells",
        "vague",
        "name",
        "goes",
        "feast",
        "notice",
        "lasting",
        "edition",
        "habit",
        "hours",
        "republic",
        "ends",
        "stays",
    }
    assert {row["role"] for row in lexicon.rows("calendar_words")} == roles
    assert {row["unit"] for row in lexicon.rows("calendar_steps")} == {"year", "day", "near"}
