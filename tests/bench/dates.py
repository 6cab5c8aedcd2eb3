"""Predictions for the date kinds of the shared bench: what find_dates says of each case's text."""

from datetime import date
from typing import Any

from flows.chronology import find_dates

KINDS = frozenset(["date", "daterange", "date_span", "holiday_lunar", "relative_partial_ref", "season"])


def predict(case: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the bench's prediction records for one case of a date kind; the reference day is the publication date."""
    day = (case["reference_date"] or "")[:10]
    return [
        {
            "kind": "date",
            "start": mention.start,
            "end": mention.end,
            "date_start": mention.date_start.isoformat() if mention.date_start else None,
            "date_end": mention.date_end.isoformat() if mention.date_end else None,
        }
        for mention in find_dates(case["text"], date.fromisoformat(day) if day else None)
    ]
