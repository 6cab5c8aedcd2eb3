"""The yardstick itself: one cell that differs is seen, and the question is answered as by hand."""

from datetime import date

import pytest

from tests.loading.asked import Rows, dated_totals, plain, same


@pytest.mark.parametrize("column", ["value", "text", "event_id", "source_end"])
def test_one_cell_that_differs_is_seen(column: str, wanted: dict[str, Rows]) -> None:
    same("figures", reversed(wanted["figures"]), wanted["figures"])
    changed = [dict(row) for row in wanted["figures"]]
    changed[5][column] = None if changed[5][column] else 7
    with pytest.raises(AssertionError):
        same("figures", changed, wanted["figures"])
    with pytest.raises(AssertionError):
        same("figures", wanted["figures"][1:], wanted["figures"])


def test_the_question_is_answered_as_by_hand() -> None:
    figures: Rows = [
        {"event_id": "e1", "unit_canonical": "person", "value_canonical": 2.0},
        {"event_id": "e1", "unit_canonical": "person", "value_canonical": 3.5},
        {"event_id": "e1", "unit_canonical": "person", "value_canonical": None},
        {"event_id": None, "unit_canonical": "person", "value_canonical": 9.0},
        {"event_id": "e2", "unit_canonical": "person", "value_canonical": 9.0},
    ]
    events: Rows = [{"event_id": "e1", "date_end": "2020-09-02"}, {"event_id": "e2", "date_end": None}]
    assert dated_totals({"figures": figures, "events": events}) == [("2020-09-02", "person", 2, 5.5)]


def test_cells_are_compared_as_json_has_them() -> None:
    assert [plain(cell) for cell in (float("nan"), date(2020, 9, 2), 0.1 + 0.2, True, "1")] == [
        None, "2020-09-02", 0.3, True, "1"
    ]  # fmt: skip
