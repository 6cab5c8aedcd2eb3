"""The table `events`: every calendar expression that dates something."""

from datetime import date

from schemas.shared import DOCUMENT_ID, KEYS, PARAGRAPH_ID, SOURCE_SPAN, SPAN, count
from schemas.table import Column, ForeignKey, Table

GRANULARITIES = ("day", "ten_days", "week", "month", "quarter", "half_year", "year", "years")
RELATIONS = ("on", "during", "since", "until", "as_of", "by", "before", "after", "about")
RESOLUTIONS = ("explicit", "publication", "context", "period")

FIRST_DAY = date.min
LAST_DAY = date(2200, 12, 31)
"""Day columns hold no year before the common era; beyond the last day a date is likelier to be misread than meant."""

EVENTS = Table(
    name="events",
    row="one calendar expression and what it dates",
    key=("event_id",),
    columns=(
        Column("event_id", "The event: paragraph and start.", pattern=KEYS["event"]),
        DOCUMENT_ID,
        PARAGRAPH_ID,
        *SPAN,
        Column("date_text", "The calendar expression as written, with its relation words."),
        Column(
            "date_start",
            "First day that it covers; empty where the words leave it open.",
            "date",
            nullable=True,
            minimum=FIRST_DAY,
            maximum=LAST_DAY,
        ),
        Column(
            "date_end",
            "Last day that it covers; empty where the words leave it open.",
            "date",
            nullable=True,
            minimum=FIRST_DAY,
            maximum=LAST_DAY,
        ),
        Column("granularity", "The calendar unit of the expression.", values=GRANULARITIES),
        Column("relation", "How what is told stands to the span.", values=RELATIONS),
        Column(
            "resolved_by",
            "What told the year: written, the publication date, the words or the heading before, a named period.",
            values=RESOLUTIONS,
        ),
        Column("text", "The sentence, or its clause, that the date governs."),
        count("figure_count", "Figures in that clause: rows of `figures` with this event_id.", "figures"),
        *SOURCE_SPAN,
    ),
    foreign_keys=(ForeignKey("document_id", "documents"), ForeignKey("paragraph_id", "paragraphs")),
)
